import Foundation
import RogueTestSupport
import RoundRobin
import Testing

/// Values by series and time: what a store has, or should have.
typealias SeriesValues = [String: [Int: Double]]

extension TestHistory {
    /// The known final rows of the metrics' finest archives, as librrd reads them.
    func values(_ metrics: [String]) throws -> SeriesValues {
        var values: SeriesValues = [:]
        for metric in metrics { values[metric] = try Self.rows(directory.file(metric + ".rrd")) }
        return values
    }

    /// The known final rows of the finest archive of an RRD file.
    static func rows(_ path: String) throws -> [Int: Double] {
        let file = RoundRobinFile(path: path)
        let header = try file.header()
        let archive = try #require(header.finest)
        let step = header.step * archive.stepsPerRow
        let end = header.lastUpdate - header.lastUpdate % step
        let rows = try file.fetch(after: end - archive.rows * step, through: end)
        try #require(rows.step == step && rows.values.count == archive.rows)
        let known = rows.values.enumerated().filter { $0.element.isFinite }
        return Dictionary(uniqueKeysWithValues: known.map { (rows.time($0.offset), $0.element) })
    }

    /// Adds so many slots of random values, every tenth a gap, to each of the metrics.
    func addRandom(
        _ metrics: [String],
        from start: Int,
        count: Int,
        rows: Int = 20_000,
        _ random: inout SeededGenerator,
        _ value: (inout SeededGenerator) -> Double = { .random(in: -1e6...1e9, using: &$0) }
    ) throws {
        for metric in metrics {
            let values = (0..<count).map { _ in
                Int.random(in: 0..<10, using: &random) == 0 ? nil : value(&random)
            }
            try add(metric, from: start, values, rows: rows)
        }
    }
}

extension Double {
    /// A number of at most 15 digits: VictoriaMetrics keeps no more.
    static func ofFewDigits(_ random: inout SeededGenerator) -> Double {
        Double(Int.random(in: 0..<1 << 40, using: &random)) / 8
    }
}

/// The time now, less a while: stores take what is recent.
func recent(_ seconds: Int) -> Int { Int(Date.now.timeIntervalSince1970) - seconds }
