import Rogue
import Synchronization

/// What a plug-in's queue hands to the tick: neither ever waits for the other longer than a copy takes.
final class PluginExchange: Sendable {
    private let state: Mutex<State>

    private struct State {
        var series: PluginSeries
        var lines: UInt64 = 0
        var refused: UInt64 = 0
    }

    private let lines: Metric
    private let refused: Metric

    /// For at most `limit` metrics, of which those make room that have had no value for `memory` seconds.
    init(of plugin: String, limit: Int, memory: Double) {
        state = Mutex(State(series: PluginSeries(of: plugin, limit: limit, memory: memory)))
        let tags = ["plugin": plugin]
        lines = Metric(
            MetricName("exec.lines", tags: tags),
            .counter,
            unit: "lines/s",
            summary: "Lines with samples from a plug-in."
        )
        refused = Metric(
            MetricName("exec.refused", tags: tags),
            .counter,
            unit: "samples/s",
            summary: "Lines and samples of a plug-in that were refused."
        )
    }

    /// Takes over what some lines said by `now`, and answers the metrics that were too many.
    func add(_ points: [PluginPoint], lines: Int, refused: Int, at now: Double) -> [MetricName] {
        let own = [self.lines.name, self.refused.name]
        return state.withLock { state in
            let tooMany = points.filter { own.contains($0.name) || !state.series.add($0, at: now) }.map(\.name)
            state.lines &+= UInt64(lines)
            state.refused &+= UInt64(refused + tooMany.count)
            return tooMany
        }
    }

    /// Appends what came since this was called last, and how much came in all.
    func take(into readings: inout [Reading]) {
        state.withLock { state in
            state.series.take(into: &readings)
            readings.append(Reading(lines, state.lines))
            readings.append(Reading(refused, state.refused))
        }
    }
}
