import Foundation
import RogueTestSupport
import Testing

/// What an agent at work tells of itself.
@Suite struct AgentItselfTests {
    @Test(.timeLimit(.minutes(5)))
    func itTellsOfItself() async throws {
        let folder = try TemporaryDirectory()
        let run = try AgentRun(folder.file("db"), ["--collectors=rogue-memory,agent", "--flush=1"])
        let durations = ["rogue-memory", "agent"].map { "agent.collector_duration;collector=\($0)" }
        let names = ["agent.tick_lateness", "agent.flush_duration", "agent.journal_size", "agent.cpu_percent"]
        try await run.slots(3, of: names + durations)
        let samples = try await run.stop()
        func last(_ name: String) -> Double? { samples.last { $0.metric == name }?.value }
        #expect(last("agent.mem_resident") ?? 0 > 1e6)
        #expect(last("agent.journal_size") ?? 0 > 1_000)
        #expect(last("agent.cpu_time") ?? 0 > 0)
        #expect(last("agent.collector_failures;collector=rogue-memory") == 0)
        // Each sample before the last slot's was stored when that was told.
        let end = try #require(samples.map(\.time).max())
        #expect(last("agent.samples") == Double(samples.count { $0.time < end }))
        #expect(samples.filter { $0.metric == "agent.tick_lateness" }.allSatisfy { (0..<1_000).contains($0.value) })
        #expect(FileManager.default.fileExists(atPath: folder.file("db/agent/collector_duration/collector=agent.rrd")))
    }
}
