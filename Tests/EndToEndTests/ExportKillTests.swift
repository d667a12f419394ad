import Dispatch
import Foundation
import RogueTestSupport
import Testing

/// "Done when" 3, of the exporter: killed a hundred times at random moments, and nothing is missing or twice.
@Suite struct ExportKillTests {
    private let history: ExportHistory
    private let folder: TemporaryDirectory

    init() throws {
        history = try ExportHistory(metrics: 4)
        folder = try TemporaryDirectory()
    }

    /// How often the exporter was killed at work, and how long it takes where nobody kills it.
    private struct Tally: Sendable {
        var hits = 0
        /// Of these, how often it had written some rows of many.
        var unfinished = 0
        var seconds = 1.0
    }

    private static func start(_ prefix: String, _ output: String) throws -> Program {
        try Program("rogue-export", ["--prefix", prefix, "--output", output])
    }

    /// Kills some exports into one folder, at random moments of the time that one takes.
    ///
    /// On a thread of its own: the tests' own threads are shared, and would come too late.
    private func kill(_ count: Int, _ output: String, seed: UInt64, _ tally: Tally) async throws -> Tally {
        let prefix = history.directory.path
        return try await withCheckedThrowingContinuation { continuation in
            DispatchQueue(label: "kills").async {
                continuation.resume(with: Result { try Self.kill(count, prefix, output, seed, tally) })
            }
        }
    }

    private static func kill(
        _ count: Int,
        _ prefix: String,
        _ output: String,
        _ seed: UInt64,
        _ tally: Tally
    ) throws -> Tally {
        var (random, tally) = (SeededGenerator(seed: seed), tally)
        let clock = ContinuousClock()
        for _ in 0..<count {
            let delay = tally.seconds * Double.random(in: 0...1, using: &random)
            let began = clock.now
            let export = try start(prefix, output)
            var elapsed = 0.0
            while export.isRunning, elapsed < delay {
                usleep(500)
                elapsed = (clock.now - began) / .seconds(1)
            }
            export.signal(SIGKILL)
            let wasHit = export.wait().wasKilled
            tally.hits += wasHit ? 1 : 0
            // One that was quicker says how long it takes today; one that was not may take longer than was thought.
            tally.seconds = wasHit ? tally.seconds * 1.05 : max(elapsed, 0.01)
        }
        return tally
    }

    private func finish(_ output: String) async throws {
        for _ in 1...2 {
            let result = try await Self.start(history.directory.path, output).end()
            #expect(result.status == 0, "\(result.errors)")
        }
        #expect(try history.mismatches(in: output) == [])
    }

    @Test(.timeLimit(.minutes(10)))
    func aHundredKillsLeaveNoTrace() async throws {
        try await finish(folder.file("whole"))
        let whole = history.size(of: folder.file("whole"))
        var tally = Tally()
        for round in 0..<40 {
            // Two or three on each other's remains, then the rest in peace.
            let output = folder.file("round\(round)")
            let count = round.isMultiple(of: 2) ? 2 : 3
            tally = try await kill(count, output, seed: UInt64(round), tally)
            let size = history.size(of: output)
            if size > 0, size < whole { tally.unfinished += 1 }
            if round.isMultiple(of: 10) { try history.grow(by: 10) }
            try await finish(output)
            try FileManager.default.removeItem(atPath: output)
        }
        print(
            "rogue-export: \(tally.hits) of 100 kills hit it at work, \(tally.unfinished) rounds left files unfinished"
        )
        #expect(tally.hits >= 34, "the kills came too late: \(tally.hits) of 100 hit")
        #expect(tally.unfinished >= 3, "the kills hit no writing: \(tally.unfinished)")
    }
}
