import Foundation
import Rogue
import RogueTestSupport
import Testing

/// What a real carbon has in the end is what the history has.
@Suite(.serialized, .timeLimit(.minutes(10)))
struct ForwardCarbonTests {
    let test: TestHistory
    let forward: Forward
    let start = recent(7200)

    init() throws {
        test = try TestHistory()
        forward = Forward(prefix: test.directory.path)
    }

    /// Values by the path that carbon knows each metric by.
    private func values(_ metrics: [String], prefix: String) throws -> SeriesValues {
        try SeriesValues(uniqueKeysWithValues: test.values(metrics).map { (prefix + $0.key, $0.value) })
    }

    @Test func whisperHoldsTheFinalRows() async throws {
        let carbon = try await RealServer("carbon")
        let port = try #require(carbon.ports["line"])
        var random = SeededGenerator(seed: 1)
        let metrics = ["CPUPercent", "DiskReadBytes", "NetworkBytesSent"]
        try test.addRandom(metrics, from: start, count: 3000, &random)
        try test.add(
            "Extremes",
            from: start,
            [0, -0.0, 1e-300, .greatestFiniteMagnitude, .leastNormalMagnitude, 0.1, 1 / 3]
        )
        let result = try await forward.run(
            "graphite://127.0.0.1:\(port)?prefix=test.x&host=a.b",
            "grok://127.0.0.1:\(port)"
        )
        #expect(result.isSilent(), "\(result)")
        // A second run finds nothing due, also where only gaps are new.
        for metric in metrics { try test.add(metric, from: start + 3000, [nil, nil]) }
        #expect(try await forward.run("graphite://127.0.0.1:\(port)?prefix=test.x&host=a.b").isSilent())
        try await carbon.stop()
        let all = metrics + ["Extremes"]
        #expect(try await carbon.values("test.x.a_b.*") == values(all, prefix: "test.x.a_b."))
        #expect(try await carbon.values("[A-Z]*") == values(all, prefix: ""))
    }

    @Test func whatTheAgentSamplesArrives() async throws {
        let carbon = try await RealServer("carbon")
        let url = "graphite://127.0.0.1:\(try #require(carbon.ports["line"]))?host=h"
        let agent = try Program("rogue-agent", ["--prefix", test.prefix.path, "--interval", "1", "--ticks", "8"])
        var runs = 0
        while agent.isRunning, runs < 200 {
            #expect(try await forward.run(url).isSilent())
            runs += 1
        }
        #expect(try await agent.end().status == 0)
        #expect(try await forward.run(url).isSilent())
        try await carbon.stop()
        let metrics = try test.prefix.metrics().map(\.description)
        #expect(metrics.count == 8)
        let expected = try values(metrics, prefix: "h.")
        #expect(expected.total >= 8 * 5)
        #expect(try await carbon.values() == expected)
    }

    @Test func nothingIsMissingAfterCarbonWasAway() async throws {
        let carbon = try await RealServer("carbon")
        let url = "graphite://127.0.0.1:\(try #require(carbon.ports["line"]))?host=h"
        var random = SeededGenerator(seed: 2)
        let metrics = ["a", "b", "c", "d"]
        try test.addRandom(metrics, from: start, count: 300, &random)
        #expect(try await forward.run(url).isSilent())
        try await carbon.stop()
        for run in 1...6 {
            try test.addRandom(metrics, from: start + run * 300, count: 300, &random)
            let result = try await forward.run(url)
            #expect(result.complains(75, "graphite://127.0.0.1", "kept", "Connection refused"), "\(result)")
        }
        try await carbon.start()
        #expect(try await forward.run(url).isSilent())
        try await carbon.stop()
        #expect(try await carbon.values() == values(metrics, prefix: "h."))
    }

    /// The wire has no word for "stored" but the end of the connection: whatever the kill hits, it is sent again.
    @Test func killsLoseNothing() async throws {
        let carbon = try await RealServer("carbon")
        let url = "graphite://127.0.0.1:\(try #require(carbon.ports["line"]))?host=h"
        var random = SeededGenerator(seed: 3)
        let metrics = (0..<6).map { "m\($0)" }
        // However many rounds it takes, the rows fit the archive and lie in the past: carbon drops those to come.
        let start = recent(20_000)
        var kills = 0
        var count = 0
        for _ in 0..<300 where kills < 30 {
            let program = try forward.start([url])
            try await Task.sleep(for: .milliseconds(Int.random(in: 0..<60, using: &random)))
            program.signal(SIGKILL)
            let result = try await program.end()
            if result.wasKilled { kills += 1 } else { #expect(result.isSilent(), "\(result)") }
            try test.addRandom(metrics, from: start + count, count: 50, &random)
            count += 50
        }
        #expect(kills == 30)
        #expect(try await forward.run(url).isSilent())
        try await carbon.stop()
        #expect(try await carbon.values() == values(metrics, prefix: "h."))
    }
}
