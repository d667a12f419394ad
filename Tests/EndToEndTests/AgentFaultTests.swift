import Foundation
import RogueTestSupport
import Testing

/// Disks that fail or are full, files that go while the agent runs: what was printed is in the history all the same.
@Suite struct AgentFaultTests {
    private let folder: TemporaryDirectory
    private var prefix: String { folder.file("db") }

    init() throws {
        folder = try TemporaryDirectory()
    }

    /// Waits for so many slots more.
    private func more(_ slots: Int, _ run: AgentRun) async throws {
        let last = run.samples.map(\.time).max() ?? 0
        try await run.slot(after: last + slots, of: AgentSample.metrics)
    }

    /// All that was printed of the metrics is stored as it was printed.
    private func check(
        _ samples: [AgentSample],
        _ metrics: [String] = AgentSample.metrics,
        in prefix: String? = nil
    ) throws {
        let mismatches = try AgentHistory(prefix: prefix ?? self.prefix, samples: samples).mismatches(metrics)
        #expect(mismatches == [], "\(mismatches)")
    }

    @Test(
        .timeLimit(.minutes(5)),
        arguments: [EIO, EROFS, ENOSPC],
        ["db/journal.db", ".rrd", "db"]
    )
    func aDiskThatFailsForAWhile(code: Int32, part: String) async throws {
        let disk = try FaultyDisk()
        let run = try AgentRun(prefix, ["--flush=1"], environment: disk.environment)
        try await run.slots(2)
        try disk.fail(part, with: code)
        // Sampling goes on, one slot after the other.
        try await more(4, run)
        try disk.mend()
        try await run.says("works again")
        try await more(2, run)
        let samples = try await run.stop()
        let times = Set(samples.map(\.time)).sorted()
        #expect(times.count == (times.last ?? 0) - (times.first ?? 0) + 1)
        try check(samples)
        let lines = run.program.errorsSoFar.split(separator: "\n").filter { $0.contains(" error ") }
        #expect(!lines.isEmpty)
        // A cause is said once, not at each tick.
        #expect(Set(lines.map { $0.drop { $0 != " " } }).count == lines.count, "\(lines)")
    }

    /// A small file system of its own, filled to the last byte; needs root.
    @Test(.enabled(if: geteuid() == 0, "needs root, to mount a tmpfs"), .timeLimit(.minutes(5)))
    func aFullDisk() async throws {
        let disk = try SmallDisk(bytes: 6 << 20)
        let prefix = disk.path + "/db"
        let fixture = try AgentFixture()
        // One of its files comes when the disk is full.
        try fixture.remove("diskstats")
        let run = try AgentRun(prefix, ["--flush=1", "--archives=1s:1h"] + fixture.arguments)
        let first = ["MemoryPercent", "NetworkBytesSent"]
        try await run.slots(2, of: first)
        try disk.fill()
        try fixture.write(AgentFixture.texts["diskstats"] ?? "", to: "diskstats")
        try await run.slots(6, of: first)
        try await run.slots(2, of: ["DiskReadBytes"])
        try disk.empty()
        try await run.slot(after: (run.samples.last?.time ?? 0) + 2, of: first)
        let samples = try await run.stop()
        try check(samples, AgentSample.metrics.filter { $0 != "CPUPercent" }, in: prefix)
        // The reserve is there again.
        #expect(FileManager.default.fileExists(atPath: prefix + "/journal.reserve"))
    }

    @Test(.timeLimit(.minutes(5)), arguments: ["MemoryPercent.rrd", "journal.db", "agent.lock", "agent.sock", "."])
    func whatIsRemovedWhileItRuns(name: String) async throws {
        let run = try AgentRun(prefix, ["--flush=1"])
        try await run.slots(3)
        let last = run.samples.map(\.time).max() ?? 0
        _ = try await Program.shell("rm -rf \"$1/$2\" || rm -rf \"$1\"", prefix, name == "." ? "" : name)
        try await more(4, run)
        // A reader finds it.
        let export = try await Program.runToEnd("rogue-export", ["--prefix", prefix])
        #expect(export.status == 0, "\(export.errors)")
        let samples = try await run.stop()
        // Whose history was not removed has lost nothing, nor has anything that was sampled since.
        let others = AgentSample.metrics.filter { !name.hasPrefix($0) }
        if name != "." { try check(samples, others) }
        try check(samples.filter { $0.time > last + 2 }, ["MemoryPercent"])
        #expect(Set(samples.map(\.time)).count >= 6)
    }

    @Test(.timeLimit(.minutes(5)))
    func aStormOfReadersCostsNothing() async throws {
        let run = try AgentRun(prefix, ["--flush=0"])
        try await run.slots(2)
        let script = """
            while :; do for file in "$1"/*.rrd; do rrdtool fetch "$file" AVERAGE -s -60 >/dev/null 2>&1; done; done
            """
        let readers = try (0..<20).map { _ in try Program("/bin/bash", ["-c", script, "reader", prefix]) }
        try await more(6, run)
        let export = try await Program.runToEnd("rogue-export", ["--prefix", prefix])
        #expect(export.status == 0, "\(export.errors)")
        for reader in readers { reader.signal(SIGKILL) }
        let samples = try await run.stop()
        try check(samples)
        #expect(run.program.errorsSoFar.contains(" error ") == false, "\(run.program.errorsSoFar)")
    }
}
