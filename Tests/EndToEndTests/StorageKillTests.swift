import Dispatch
import Foundation
import Rogue
import RogueTestSupport
import Testing

/// A busy writer, killed at random moments: what it said was stored is there afterwards, and nothing else has changed.
@Suite struct StorageKillTests {
    private let folder: TemporaryDirectory
    private static let series = 12
    /// Of each of three sizes of batches.
    private static let kills = 170
    private static let first = 1_700_000_000

    init() throws {
        folder = try TemporaryDirectory()
    }

    /// What the kills left to be checked.
    private struct Tally: Sendable {
        var kills = 0
        /// Kills of a writer that had stored something.
        var hits = 0
        /// The last tick that was acknowledged.
        var acknowledged = first - 1
        /// Ticks that may have been stored without a word of it.
        var unsure: Set<Int> = []
    }

    /// On a thread of its own: the tests' own threads are shared, and would come too late.
    private func kill(_ count: Int, batch: Int, prefix: String) async throws -> Tally {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue(label: "kills").async {
                continuation.resume(with: Result { try Self.kill(count, batch, prefix) })
            }
        }
    }

    private static func kill(_ count: Int, _ batch: Int, _ prefix: String) throws -> Tally {
        var (random, tally) = (SeededGenerator(seed: UInt64(batch)), Tally())
        while tally.hits < count, tally.kills < 10 * count {
            let start = tally.acknowledged + 2
            let writer = try Program(
                "rogue-bench",
                ["write", "--prefix", prefix, "--start", "\(start)", "--series", "\(series)", "--batch", "\(batch)"]
            )
            // Most when it is at work, some while it starts and recovers.
            if !Int.random(in: 0..<4, using: &random).isMultiple(of: 4) {
                while writer.isRunning, writer.outputSoFar.isEmpty { usleep(500) }
            }
            usleep(.random(in: 0...30_000, using: &random))
            writer.signal(SIGKILL)
            let result = writer.wait()
            #expect(result.errors == "")
            tally.kills += 1
            // A kill can cut a line where it crosses a page of its file.
            let whole = result.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            guard let last = whole.last?.split(separator: " ").first.flatMap({ Int($0) }) else { continue }
            tally.hits += 1
            // The tick that was under way, and the slot that is left out so that a gap is stored as well.
            tally.unsure.formUnion([start - 1, start, last + 1, last + 2])
            tally.acknowledged = last
        }
        return tally
    }

    /// The value that a row has to have.
    private static func value(_ series: Int, at time: Int) -> Double {
        series.isMultiple(of: 2) ? Double((time * 31 + series * 17) % 16_000) / 16 : Double(time % 97)
    }

    @Test(.timeLimit(.minutes(5)), arguments: [1, 10, 60])
    func nothingAcknowledgedIsLostOrAltered(batch: Int) async throws {
        let prefix = folder.file("db\(batch)")
        let tally = try await kill(Self.kills, batch: batch, prefix: prefix)
        let history = History(try Prefix(existing: prefix), LogRecorder().logger)
        let metrics = try await history.metrics([])
        #expect(metrics.count == Self.series)
        var (checked, wrong) = (0, [String]())
        for metric in metrics {
            let number = try #require(Int(metric.base.drop { !$0.isNumber }))
            var cursor: Timestamp?
            while true {
                let rows = try await history.rows(of: metric, after: cursor, limit: 100_000)
                guard !rows.values.isEmpty else { break }
                for (index, found) in rows.values.enumerated() {
                    let time = rows.time(index).seconds
                    guard time > Self.first + 1, time <= tally.acknowledged, !tally.unsure.contains(time) else {
                        continue
                    }
                    checked += 1
                    if found != Self.value(number, at: time) { wrong.append("\(metric) \(time): \(found)") }
                }
                cursor = rows.end
            }
            #expect(cursor.map { $0.seconds >= tally.acknowledged } == true)
        }
        print("batch \(batch): \(tally.hits) of \(tally.kills) kills hit the writer at work, \(checked) rows checked")
        #expect(wrong.isEmpty, "\(wrong.count) of \(checked) rows: \(wrong.prefix(5))")
        #expect(tally.hits >= Self.kills)
        #expect(checked > 5_000)
    }
}
