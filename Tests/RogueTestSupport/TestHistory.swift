package import Rogue
import RoundRobin

/// A folder with history of a test's choice.
package final class TestHistory: Sendable {
    package let directory: TemporaryDirectory
    package let prefix: Prefix

    package init() throws {
        directory = try TemporaryDirectory()
        prefix = try Prefix(making: directory.path)
    }

    /// Makes the metric's file where it is missing, and adds gauge values for consecutive slots; `nil` is a gap.
    package func add(
        _ metric: String,
        from start: Int,
        _ values: [Double?],
        step: Int = 1,
        rows: Int = 1000,
        coarse: Bool = true
    ) throws {
        let file = RoundRobinFile(path: directory.file(metric + ".rrd"))
        if (try? file.header()) == nil {
            var archives = [RoundRobinArchive(stepsPerRow: 1, rows: rows)]
            if coarse { archives.append(RoundRobinArchive(stepsPerRow: 10, rows: rows)) }
            let source = DataSource(kind: .gauge, heartbeat: max(600, 2 * step))
            try file.create(step: step, lastUpdate: start - step, source: source, archives: archives)
        }
        let updates = values.enumerated().map { "\(start + $0.offset * step):\($0.element.map { "\($0)" } ?? "U")" }
        if !updates.isEmpty { try file.update(updates) }
    }

    /// What a reader has to make of ``add(_:from:_:step:rows:coarse:)``.
    package static func samples(_ metric: String, from start: Int, _ values: [Double?], step: Int = 1) -> [Sample] {
        values.enumerated().compactMap { index, value in
            value.map { Sample(MetricName(metric), Timestamp(start + index * step), $0) }
        }
    }
}
