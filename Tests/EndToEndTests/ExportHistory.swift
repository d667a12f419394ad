import Foundation
import RogueTestSupport
import RoundRobin

/// History enough for an export to take a while: some files of 20,160 rows, with room for more.
final class ExportHistory {
    let directory: TemporaryDirectory
    let metrics: [String]
    private var end: Int
    private var random = SeededGenerator(seed: 11)
    /// What each CSV file has to be, until the history grows.
    private var expected: [String: Data] = [:]

    init(metrics count: Int = 6, rows: Int = 20_160) throws {
        directory = try TemporaryDirectory()
        metrics = (0..<count).map { "metric\($0)" }
        end = 1_700_000_000
        for metric in metrics {
            let archives = [RoundRobinArchive(stepsPerRow: 1, rows: rows + 5_000)]
            let source = DataSource(kind: .gauge, heartbeat: 600)
            try file(metric).create(step: 1, lastUpdate: end, source: source, archives: archives)
        }
        try grow(by: rows)
    }

    private func file(_ metric: String) -> RoundRobinFile {
        RoundRobinFile(path: directory.file(metric + ".rrd"))
    }

    /// Adds rows to each file, one in ten of them unknown.
    func grow(by count: Int) throws {
        for metric in metrics {
            let values = (1...count).map { index in
                let value = Double.random(in: 0...1e6, using: &random)
                return "\(end + index):\(Int.random(in: 0..<10, using: &random) == 0 ? "U" : "\(value)")"
            }
            for start in stride(from: 0, to: count, by: 5_000) {
                try file(metric).update(Array(values[start..<min(count, start + 5_000)]))
            }
        }
        end += count
        expected = [:]
    }

    /// The metrics whose CSV file is not, byte for byte, what the history holds.
    func mismatches(in output: String) throws -> [String] {
        try metrics.filter { metric in
            let text = FileManager.default.contents(atPath: "\(output)/\(metric).csv") ?? Data()
            let wanted = try expected[metric] ?? Data(ExportedRows.text(metric, in: directory.path).utf8)
            expected[metric] = wanted
            return text != wanted
        }
    }

    /// The bytes of all CSV files.
    func size(of output: String) -> Int {
        metrics.reduce(0) { sum, metric in
            let attributes = try? FileManager.default.attributesOfItem(atPath: "\(output)/\(metric).csv")
            return sum + (attributes?[.size] as? Int ?? 0)
        }
    }
}
