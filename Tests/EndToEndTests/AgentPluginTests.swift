import Foundation
import RogueTestSupport
import Testing

/// Plug-ins of the configuration file, from a program's lines to rows; and one that floods, which costs nobody else a slot.
@Suite struct AgentPluginTests {
    private let folder: TemporaryDirectory
    private var prefix: String { folder.file("db") }

    init() throws {
        folder = try TemporaryDirectory()
    }

    private func start(_ exec: String) throws -> AgentRun {
        let file = try folder.write(
            Data("interval: 1s\nflush: 1s\ncollectors:\n  rogue-memory: {}\n  exec:\n\(exec)".utf8),
            to: "rogue.yaml"
        )
        return AgentRun(
            program: try Program("rogue-agent", ["--prefix", prefix, "--print", "--config", file])
        )
    }

    @Test(.timeLimit(.minutes(5)))
    func aProgramsLinesAreRows() async throws {
        let script = "while :; do echo queue.depth $(date +%s) 7.5 queue=a; sleep 0.2; done"
        let run = try start("    - {name: queue, command: [/bin/sh, -c, '\(script)'], interval: 0}\n")
        let name = "queue.depth;queue=a"
        try await run.slots(3, of: [name, "MemoryPercent"])
        let samples = try await run.stop()
        let mine = samples.filter { $0.metric == name }
        #expect(mine.count >= 3 && mine.allSatisfy { $0.value == 7.5 })
        let path = prefix + "/queue/depth/queue=a.rrd"
        let (first, last) = (mine.map(\.time).min() ?? 0, mine.map(\.time).max() ?? 0)
        let rows = try AgentHistory.rows(path, after: first - 1, through: last)
        #expect(rows.values.count { $0 == 7.5 } == mine.count)
    }

    @Test(.timeLimit(.minutes(5)))
    func aFloodCostsNobodyElseASlot() async throws {
        let run = try start("    - {name: flood, command: [/usr/bin/yes, flood 1795219680 1], interval: 0}\n")
        try await run.slots(5, of: ["MemoryPercent"])
        let status = try String(contentsOfFile: "/proc/\(run.program.pid)/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
        let kilobytes = try #require(Int(line.filter(\.isNumber)))
        #expect(kilobytes < 100_000)
        let samples = try await run.stop().filter { $0.metric == "MemoryPercent" }
        let times = samples.map(\.time)
        #expect(times.count == (times.last ?? 0) - (times.first ?? 0) + 1)
        #expect(run.program.errorsSoFar.split(separator: "\n").count < 10, "\(run.program.errorsSoFar)")
    }
}
