import Foundation
import RogueTestSupport
import Testing

/// "Done when" 2: an agent that is started again goes on where it was, and is honest about the time between.
@Suite struct AgentRestartTests {
    private let folder: TemporaryDirectory
    private var prefix: String { folder.file("var/db") }

    init() throws {
        folder = try TemporaryDirectory()
    }

    /// Runs for at least two slots; what it printed, to go behind what was printed before.
    private func run(_ arguments: [String] = [], signal: Int32 = SIGTERM) async throws -> [AgentSample] {
        let run = try AgentRun(prefix, arguments)
        try await run.slots(2)
        return try await run.stop(signal)
    }

    /// Waits until so many slots after the last sample are missed for certain.
    private func miss(_ slots: Int, after samples: [AgentSample]) async throws {
        let last = try #require(samples.map(\.time).max())
        try await Patience.until(time: last + slots)
    }

    @Test(.timeLimit(.minutes(10)))
    func tenRestartsKeepTheHistoryAndItsGaps() async throws {
        var samples: [AgentSample] = []
        for round in 1...10 {
            samples += try await run(signal: round.isMultiple(of: 2) ? SIGINT : SIGTERM)
            let mismatches = try AgentHistory(prefix: prefix, samples: samples).mismatches()
            #expect(mismatches == [], "after run \(round)")
            try await miss(2, after: samples)
        }
        // Gaps are gaps: of a gauge unknown, of a counter the mean rate, which the comparison has seen in all of them.
        let history = AgentHistory(prefix: prefix, samples: samples)
        #expect(history.expected("CPUPercent").values.count { $0.isNaN } >= 9 * 2)
        #expect(history.expected("DiskReadBytes").values.count { $0.isNaN } == 1)
        // And the exporter tells the same, gaps and all.
        try await Program.runToEnd("rogue-export", ["--prefix", prefix, "--gaps"])
        for metric in AgentSample.metrics {
            let rows = try ExportedRows(prefix + "/\(metric).csv")
            let first = try #require(samples.first?.time)
            let fitting = rows.byTime.filter { $0.key >= first }
            // What is unknown before a counter's first rate is no gap.
            let expected = history.expected(metric).filter { $0.key > first || !$0.value.isNaN }
            #expect(AgentHistory.mismatches(metric, expected, fitting, 1e-15) == [])
        }
    }

    /// A counter's gap beyond the heartbeat is unknown; the first sample after it is not lost, nor the rate after that.
    @Test(.timeLimit(.minutes(5)))
    func aGapBeyondTheHeartbeatIsUnknown() async throws {
        var samples = try await run(["--heartbeat=3"])
        try await miss(4, after: samples)
        samples += try await run(["--heartbeat=3"])
        let history = AgentHistory(prefix: prefix, samples: samples, heartbeat: 3)
        #expect(try history.mismatches() == [])
        #expect(history.expected("NetworkBytesSent").values.count { $0.isNaN } >= 1 + 5)
    }

    /// Killed at any moment: what it had printed is stored, and the next run goes on.
    @Test(.timeLimit(.minutes(5)))
    func aKilledAgentLosesNothing() async throws {
        var samples: [AgentSample] = []
        for _ in 1...3 {
            let killed = try AgentRun(prefix)
            try await killed.slots(2)
            killed.program.signal(SIGKILL)
            #expect(try await killed.program.end().wasKilled)
            samples += killed.samples
            // A reader that finds no agent brings what was stored into the files.
            try await Program.runToEnd("rogue-export", ["--prefix", prefix])
            let printed = Dictionary(grouping: samples, by: \.metric)
            for (metric, samples) in printed where AgentSample.gauges.contains(metric) {
                let (first, last) = (samples.first?.time ?? 0, samples.last?.time ?? 0)
                let rows = try AgentHistory.rows("\(prefix)/\(metric).rrd", after: first - 1, through: last)
                let printed = Dictionary(uniqueKeysWithValues: samples.map { ($0.time, $0.value) })
                let found = rows.filter { printed[$0.key] != nil }
                #expect(AgentHistory.mismatches(metric, printed, found, 1e-15) == [])
            }
        }
        // It may have died between storing and printing: of the last run all is known.
        let last = try await run()
        let first = try #require(last.first?.time)
        let history = AgentHistory(prefix: prefix, samples: last)
        #expect(try history.mismatches(AgentSample.gauges) == [])
        for metric in AgentSample.counters {
            let rows = try AgentHistory.rows(
                "\(prefix)/\(metric).rrd",
                after: first,
                through: last.map(\.time).max() ?? 0
            )
            let expected = history.expected(metric).filter { $0.key > first }
            #expect(AgentHistory.mismatches(metric, expected, rows, 1e-15) == [])
        }
    }

    /// `nohup … &` from a shell that goes away and takes its terminal along.
    @Test(.timeLimit(.minutes(5)))
    func itOutlivesTheShellThatStartedIt() async throws {
        // What the test has open is closed: else the agent would keep it open.
        let script = """
            for file in /proc/$$/fd/*; do file=${file##*/}; [ "$file" -le 2 ] || eval "exec $file>&-"; done
            nohup "$1" --prefix "$2" --interval=1 --print >"$3/nohup.out" 2>"$3/nohup.err" &
            echo $!
            """
        let agent = Program.folder + "/rogue-agent"
        let shell = try await Program.shell(script, agent, prefix, folder.path)
        let pid = try #require(Int32(shell.lines.first ?? ""))
        defer { kill(pid, SIGKILL) }
        func slots() -> Int { Set(AgentSample.all(in: (try? folder.text("nohup.out")) ?? "").map(\.time)).count }
        // Only with the agent at work is nohup sure to have done its part.
        try await Patience.until("a slot under nohup") { slots() > 0 }
        kill(pid, SIGHUP)
        let before = slots()
        try await Patience.until("two slots more") { slots() > before + 1 }
        #expect(kill(pid, 0) == 0)
        kill(pid, SIGTERM)
        try await Patience.until("the end of the agent under nohup", within: 30) {
            // A zombie, where nobody has adopted it, has ended as well.
            let state = (try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)) ?? ") Z"
            return state.split(separator: ")").last?.hasPrefix(" Z") ?? true
        }
        let samples = AgentSample.all(in: try folder.text("nohup.out"))
        #expect(try AgentHistory(prefix: prefix, samples: samples).mismatches() == [])
        #expect(try folder.text("nohup.err").contains("stopped"))
    }
}
