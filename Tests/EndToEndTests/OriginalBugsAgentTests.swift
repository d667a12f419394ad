import Foundation
import RogueTestSupport
import Testing

/// The bugs of the original's agent, by their numbers in the reference; each test is one that it would fail.
@Suite struct OriginalBugsAgentTests {
    private let folder: TemporaryDirectory
    private var prefix: String { folder.path }

    init() throws {
        folder = try TemporaryDirectory()
    }

    /// The original ran `rrdtool create` at each start, over the file that was there: all history was lost.
    @Test(.timeLimit(.minutes(5)))
    func bug01HistorySurvivesTheStart() async throws {
        let path = prefix + "/CPUPercent.rrd"
        let start = Int(Date().timeIntervalSince1970) - 1000
        let source = "DS:CPUPercent:GAUGE:600:0:100"
        try await Rrdtool.run(
            "create",
            path,
            "--step",
            "1",
            "--start",
            "\(start)",
            source,
            "RRA:AVERAGE:0.5:1:4032"
        )
        for slot in 1...3 { try await Rrdtool.run("update", path, "\(start + slot):\(slot * 10).25") }
        let run = try AgentRun(prefix, ["--once"])
        #expect(try await run.program.end().status == 0)
        let rows = try await Rrdtool.fetch(path, after: start, through: start + 3)
        #expect(rows == [start + 1: 10.25, start + 2: 20.25, start + 3: 30.25])
        #expect(try AgentHistory(prefix: prefix, samples: run.samples).mismatches(["CPUPercent"]) == [])
    }

    /// The original gave `%d` of each value to rrdtool: 66.666 % was stored as 66.
    @Test(.timeLimit(.minutes(5)))
    func bug02ValuesKeepTheirFraction() async throws {
        let fixture = try AgentFixture()
        let run = try AgentRun(prefix, ["--once", "--collectors=rogue-memory"] + fixture.arguments)
        #expect(try await run.program.end().status == 0)
        let sample = try #require(run.samples.first)
        // 6000 of 9000 kB.
        #expect(abs(sample.value - 200.0 / 3) < 1e-12)
        let rows = try AgentHistory.rows(
            prefix + "/MemoryPercent.rrd",
            after: sample.time - 1,
            through: sample.time
        )
        #expect(rows == [sample.time: sample.value])
    }

    /// The original's maximum of 1,000,000 made every rate above 1 MB/s unknown.
    @Test(.timeLimit(.minutes(5)), arguments: [false, true])
    func bug03FastRatesAreKept(isOriginalFile: Bool) async throws {
        let fixture = try AgentFixture()
        let path = prefix + "/NetworkBytesReceived.rrd"
        if isOriginalFile {
            let source = "DS:NetworkBytesReceive:DERIVE:600:0:1000000"
            try await Rrdtool.run("create", path, "--step", "1", source, "RRA:AVERAGE:0.5:1:4032")
        }
        let run = try AgentRun(prefix, ["--collectors=rogue-network"] + fixture.arguments)
        let metrics = ["NetworkBytesReceived", "NetworkBytesSent"]
        try await run.slots(1, of: metrics)
        let text = try #require(AgentFixture.texts["net/dev"])
        try fixture.write(text.replacing("1000 ", with: "90000001000 "), to: "net/dev")
        // The slot that is being printed now may have been sampled before.
        try await run.slot(after: (run.samples.last?.time ?? 0) + 1, of: metrics)
        let samples = try await run.stop()
        let history = AgentHistory(prefix: prefix, samples: samples)
        #expect(history.expected("NetworkBytesReceived").values.contains { $0 > 1_000_000 })
        #expect(try history.mismatches(metrics) == [])
    }

    /// The original ignored `--hearbeat`: at an interval above its fixed 600 s each row was unknown.
    @Test(.timeLimit(.minutes(5)), arguments: ["--heartbeat=1800", "--hearbeat=1800", nil])
    func bug04LongIntervalsHaveRows(flag: String?) async throws {
        let clock = try AgentClock()
        let base = (Int(Date().timeIntervalSince1970) / 900 - 4) * 900
        var samples: [AgentSample] = []
        for slot in 1...3 {
            try clock.set(Double(base + slot * 900) - 2)
            let arguments = ["--interval=15m", "--once"] + [flag].compactMap(\.self)
            let run = try AgentRun(prefix, arguments, environment: clock.environment)
            #expect(try await run.program.end().status == 0)
            samples += run.samples
        }
        #expect(Set(samples.map(\.time)) == Set((1...3).map { base + $0 * 900 }))
        let history = AgentHistory(prefix: prefix, samples: samples, step: 900, heartbeat: 1800)
        #expect(try history.mismatches(tolerance: 1e-12) == [])
        #expect(history.expected("DiskReadBytes").values.count { !$0.isNaN } == 2)
        let info = try await Rrdtool.run("info", prefix + "/DiskReadBytes.rrd")
        #expect(info.contains("minimal_heartbeat = 1800"))
    }

    /// Where a metric had no value, the original's loop went on without its sleep: 100 % CPU, and no other metric any more.
    @Test(.timeLimit(.minutes(5)))
    func bug13AMetricWithoutValueCostsNothing() async throws {
        let fixture = try AgentFixture()
        // No physical disk, so no readings; no such file, so an error at each tick.
        try fixture.write("   7       0 loop0 10 0 20 30 40 0 50 60 0 70 80\n", to: "diskstats")
        try fixture.remove("net/dev")
        let run = try AgentRun(prefix, fixture.arguments)
        try await run.slots(5, of: ["MemoryPercent"])
        let stat = try String(contentsOfFile: "/proc/\(run.program.pid)/stat", encoding: .utf8)
        // User and system time in 1/100 s, fields 14 and 15 of proc(5), the third being the first behind the name.
        let ticks = (stat.split(separator: ")").last ?? "").split(separator: " ").dropFirst(11).prefix(2)
        let seconds = Double(ticks.compactMap { Int($0) }.reduce(0, +)) / 100
        #expect(seconds < 2, "five ticks took \(seconds) s of CPU")
        let samples = try await run.stop()
        #expect(Set(samples.map(\.metric)) == ["MemoryPercent"])
        #expect(try AgentHistory(prefix: prefix, samples: samples).mismatches(["MemoryPercent"]) == [])
    }

    /// One update that rrdtool refused (a clock set back, the same second again) ended the original's metric for good.
    @Test(.timeLimit(.minutes(5)))
    func bug14SamplingSurvivesAClockThatIsSetBack() async throws {
        let clock = try AgentClock()
        let start = Date().timeIntervalSince1970.rounded() - 1000
        try clock.set(start)
        let run = try AgentRun(prefix, environment: clock.environment)
        let last = try await run.slots(3)
        try clock.set(Double(last) - 4.5)
        try await run.says("the clock was set back")
        // It catches up, and goes on with the next slot.
        try await run.slot(after: last + 2, of: AgentSample.metrics)
        try await run.says("works again")
        let samples = try await run.stop()
        #expect(samples.count == Set(samples.map { [$0.metric, "\($0.time)"] }).count)
        #expect(try AgentHistory(prefix: prefix, samples: samples).mismatches() == [])
    }

    /// The same for a file that cannot be written for a while.
    @Test(.timeLimit(.minutes(5)))
    func bug14SamplingSurvivesABrokenFile() async throws {
        let run = try AgentRun(prefix, ["--flush=0"])
        try await run.slots(1)
        let path = prefix + "/MemoryPercent.rrd"
        try await Patience.until("the file") { FileManager.default.fileExists(atPath: path) }
        try FileManager.default.moveItem(atPath: path, toPath: path + ".away")
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        // The agent moves aside what is none of its own, and goes on.
        try await run.says("MemoryPercent.rrd.corrupt-")
        let last = run.samples.last?.time ?? 0
        try await run.slot(after: last + 2, of: AgentSample.metrics)
        let samples = try await run.stop()
        let others = AgentSample.metrics.filter { $0 != "MemoryPercent" }
        let history = AgentHistory(prefix: prefix, samples: samples)
        #expect(try history.mismatches(others) == [])
        let since = AgentHistory(prefix: prefix, samples: samples.filter { $0.time > last + 1 })
        #expect(try since.mismatches(["MemoryPercent"]) == [])
    }

    /// The original slept for its interval after its work: samples drifted off the grid, and librrd mixed two into a row.
    @Test(.timeLimit(.minutes(5)))
    func bug15SamplesAreOnTheGridAndStoredAsTheyAre() async throws {
        let run = try AgentRun(prefix, ["--interval=2"])
        try await run.slots(4)
        let samples = try await run.stop()
        #expect(samples.allSatisfy { $0.time.isMultiple(of: 2) })
        #expect(try AgentHistory(prefix: prefix, samples: samples, step: 2).mismatches() == [])
    }

    /// The original's first CPUPercent was psutil's meaningless 0.0, whatever the machine did.
    @Test(.timeLimit(.minutes(5)))
    func bug16TheFirstCPUPercentIsReal() async throws {
        let busy = try Program("/bin/bash", ["-c", "while :; do :; done"])
        defer { busy.signal(SIGKILL) }
        let run = try AgentRun(prefix, ["--once"])
        #expect(try await run.program.end().status == 0)
        let value = try #require(run.samples.first { $0.metric == "CPUPercent" }?.value)
        #expect(value > 0 && value <= 100)
    }
}
