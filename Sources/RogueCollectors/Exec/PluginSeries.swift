import Rogue

/// The metrics of a plug-in, never more than it may have, each with the latest value.
struct PluginSeries {
    private let limit: Int
    private let plugin: String
    private var places: [MetricName: Int] = [:]
    private var entries: [Entry] = []
    /// Places of those with a value that was not taken yet.
    private var fresh: [Int] = []

    private struct Entry {
        let metric: Metric
        var value: Double
        var isFresh: Bool
    }

    /// At most `limit` metrics.
    init(of plugin: String, limit: Int) {
        self.plugin = plugin
        self.limit = limit
    }

    /// Notes a value; `false` where it is a new metric's and there are as many as there may be.
    mutating func add(_ point: PluginPoint) -> Bool {
        if let place = places[point.name] {
            entries[place].value = point.value
            if !entries[place].isFresh { fresh.append(place) }
            entries[place].isFresh = true
            return true
        }
        guard entries.count < limit else { return false }
        let metric = Metric(point.name, .gauge, unit: point.unit, summary: "What the plug-in \(plugin) prints.")
        places[point.name] = entries.count
        fresh.append(entries.count)
        entries.append(Entry(metric: metric, value: point.value, isFresh: true))
        return true
    }

    /// Appends what came since this was called last; of each metric, the last value.
    mutating func take(into readings: inout [Reading]) {
        for place in fresh {
            readings.append(Reading(entries[place].metric, entries[place].value))
            entries[place].isFresh = false
        }
        fresh.removeAll(keepingCapacity: true)
    }
}
