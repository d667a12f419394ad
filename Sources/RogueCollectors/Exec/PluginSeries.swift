import Rogue

/// The metrics of a plug-in, never more than it may have, each with the latest value.
///
/// Where there are as many as there may be, those that have long had no value make room: a plug-in whose names change from
/// day to day does not run into its limit for good.
struct PluginSeries {
    private let limit: Int
    private let plugin: String
    /// Seconds without a value after which a metric makes room.
    private let memory: Double
    private var places: [MetricName: Int] = [:]
    private var entries: [Entry] = []
    /// Places of those with a value that was not taken yet.
    private var fresh: [Int] = []
    /// Before this time none can make room.
    private var nextForgetting = 0.0

    private struct Entry {
        let metric: Metric
        var value: Double
        var isFresh = true
        /// When it had a value last, in monotonic seconds.
        var seen: Double
    }

    /// At most `limit` metrics, of which those make room that have had no value for so many seconds.
    init(of plugin: String, limit: Int, memory: Double) {
        self.plugin = plugin
        self.limit = limit
        self.memory = memory
    }

    /// Notes a value at a time; `false` where it is a new metric's and there are as many as there may be.
    mutating func add(_ point: PluginPoint, at now: Double) -> Bool {
        if let place = places[point.name] {
            entries[place].value = point.value
            entries[place].seen = now
            if !entries[place].isFresh { fresh.append(place) }
            entries[place].isFresh = true
            return true
        }
        if entries.count >= limit { forget(at: now) }
        guard entries.count < limit else { return false }
        let metric = Metric(point.name, .gauge, unit: point.unit, summary: "What the plug-in \(plugin) prints.")
        places[point.name] = entries.count
        fresh.append(entries.count)
        entries.append(Entry(metric: metric, value: point.value, seen: now))
        return true
    }

    /// Forgets the metrics that have had no value for too long; looks only when one can have become that old.
    private mutating func forget(at now: Double) {
        guard now >= nextForgetting else { return }
        entries.removeAll { now - $0.seen >= memory && !$0.isFresh }
        nextForgetting = (entries.map(\.seen).min() ?? now) + memory
        places = Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($0.element.metric.name, $0.offset) })
        fresh = entries.indices.filter { entries[$0].isFresh }
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
