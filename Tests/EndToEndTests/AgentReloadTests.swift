import Foundation
import RogueTestSupport
import Testing

/// SIGHUP has the agent read its configuration file anew; a file with a mistake changes nothing.
@Suite struct AgentReloadTests {
    private let folder: TemporaryDirectory
    private var prefix: String { folder.file("db") }

    init() throws {
        folder = try TemporaryDirectory()
    }

    private func configure(_ text: String) throws -> String {
        try folder.write(Data(text.utf8), to: "rogue.yaml")
    }

    @Test(.timeLimit(.minutes(5)))
    func aGoodFileTakesEffectAndABadOneDoesNot() async throws {
        let file = try configure("interval: 1s\nflush: 1s\ncollectors: {rogue-memory: {}}\n")
        let arguments = ["--prefix", prefix, "--print", "--config", file]
        let run = AgentRun(program: try Program("rogue-agent", arguments))
        try await run.slots(2, of: ["MemoryPercent"])
        _ = try configure("interval: 1s\ncolectors: {rogue-memory: {}}\n")
        run.program.signal(SIGHUP)
        try await run.says("rogue.yaml:2:1: unknown key 'colectors'")
        try await run.slot(after: run.samples.last?.time ?? 0, of: ["MemoryPercent"])
        _ = try configure(
            "interval: 1s\ncollectors: {rogue-memory: {interval: 2s}, rogue-network: {exclude: ['*Sent']}}\n"
        )
        // Its files have a step of a second, and so a collector that has another interval now goes without.
        run.program.signal(SIGHUP)
        try await run.slots(2, of: ["NetworkBytesReceived"])
        let samples = try await run.stop()
        #expect(!samples.contains { $0.metric == "NetworkBytesSent" })
        #expect(run.program.errorsSoFar.contains("its step is 1 s, the interval is 2 s"))
        #expect(run.program.errorsSoFar.ranges(of: "notice rogue-agent: collectors=").count == 2)
        let history = AgentHistory(prefix: prefix, samples: samples)
        #expect(try history.mismatches(["MemoryPercent", "NetworkBytesReceived"]) == [])
    }
}
