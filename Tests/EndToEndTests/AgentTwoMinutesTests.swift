import Foundation
import RogueTestSupport
import Testing

/// "Done when" 1: two minutes at an interval of a second, on this machine, with psutil beside the agent.
@Suite struct AgentTwoMinutesTests {
    private static let ticks = 120

    /// Bursts of work, with pauses between them: for the processors, the disk and the loopback interface.
    private static let load = """
        while :; do
            head -c 2000000 /dev/urandom >"$1/load"
            sync "$1/load"
            dd if="$1/load" of=/dev/null bs=64k iflag=direct 2>/dev/null
            for ((i = 0; i < 5000; i++)); do :; done
            for i in {1..20}; do echo some bytes >/dev/udp/127.0.0.1/9; done 2>/dev/null
            sleep "0.$((RANDOM % 7 + 1))"
        done
        """

    /// A sample as Scripts/beside-psutil shows it, with what psutil said around it.
    private struct Bracket {
        let sample: AgentSample
        let low: Double?
        let high: Double?

        init?(_ line: String) {
            let fields = line.split(separator: " ")
            guard fields.count == 5, let sample = AgentSample(Substring(fields[..<3].joined(separator: " "))) else {
                return nil
            }
            (self.sample, low, high) = (sample, Double(fields[3]), Double(fields[4]))
        }
    }

    @Test(.timeLimit(.minutes(10)))
    func everySlotIsStoredAndAgreesWithPsutil() async throws {
        let folder = try TemporaryDirectory()
        let (prefix, output) = (folder.file("db"), folder.file("csv"))
        let python = ProcessInfo.processInfo.environment["ROGUE_PYTHON"] ?? "python3"
        let psutil = try await Program.shell("\"$1\" -c 'import psutil'", python)
        try #require(psutil.status == 0, "psutil is missing: set ROGUE_PYTHON to a Python that has it")

        let load = try Program("/bin/bash", ["-c", Self.load, "load", folder.path])
        let compare = try Program(
            "/usr/bin/env",
            [
                python, Program.repository + "/Scripts/beside-psutil", Program.folder + "/rogue-agent", prefix,
                "\(Self.ticks)",
            ]
        )
        let result = try await compare.end(within: 400)
        load.signal(SIGKILL)
        #expect(result.status == 0, "\(result.errors)")
        let brackets = result.lines.compactMap { Bracket($0) }
        let samples = brackets.map(\.sample)

        try checkSlots(samples)
        let history = AgentHistory(prefix: prefix, samples: samples)
        #expect(try history.mismatches() == [])
        for _ in 1...2 { #expect(try await export(prefix, output).status == 0) }
        try await checkExport(history, output)
        try checkCPU(samples, result.lines.last ?? "")
        checkMemory(brackets)
        checkCounters(brackets)
    }

    private func export(_ prefix: String, _ output: String) async throws -> Program.Result {
        try await Program.runToEnd("rogue-export", ["--prefix", prefix, "--output", output])
    }

    /// One sample a slot of each metric, and no slot left out.
    private func checkSlots(_ samples: [AgentSample]) throws {
        let first = try #require(samples.map(\.time).min())
        for metric in AgentSample.metrics {
            let times = samples.filter { $0.metric == metric }.map(\.time)
            #expect(times == Array(first..<first + Self.ticks), "\(metric)")
        }
    }

    /// The CSV rows are those of `rrdtool fetch`: the same times, and the values to the 11 digits that it prints.
    private func checkExport(_ history: AgentHistory, _ output: String) async throws {
        for metric in AgentSample.metrics {
            let times = history.expected(metric).keys
            let (first, last) = (try #require(times.min()), try #require(times.max()))
            let path = "\(history.prefix)/\(metric).rrd"
            let fetched = try await Rrdtool.fetch(path, after: first - 1, through: last)
            let known = fetched.filter { !$0.value.isNaN }
            // A counter has no rate before its second sample; after that nothing is unknown.
            let start = AgentSample.gauges.contains(metric) ? first : first + 1
            #expect(known.keys.sorted() == Array(start...last), "\(metric)")
            let exported = try ExportedRows("\(output)/\(metric).csv")
            #expect(exported.times == known.keys.sorted() && exported.rows.allSatisfy { $0.name == metric })
            #expect(AgentHistory.mismatches(metric, known, exported.byTime, 1e-10) == [])
            #expect(
                try String(contentsOfFile: "\(output)/\(metric).csv", encoding: .utf8)
                    == ExportedRows.text(metric, in: history.prefix)
            )
        }
    }

    /// The mean over the run, from the end of the first slot on, within 1 % of full scale.
    private func checkCPU(_ samples: [AgentSample], _ line: String) throws {
        let psutil = try #require(Double(line.split(separator: " ").last ?? ""), "\(line)")
        let values = samples.filter { $0.metric == "CPUPercent" }.dropFirst().map(\.value)
        let mean = values.reduce(0, +) / Double(values.count)
        #expect(abs(mean - psutil) <= 1, "agent \(mean), psutil \(psutil)")
    }

    /// Each slot between psutil's readings around it, 1 % of full scale more on both sides: memory may come and go between.
    private func checkMemory(_ brackets: [Bracket]) {
        for bracket in brackets where bracket.sample.metric == "MemoryPercent" {
            let (low, high) = (bracket.low ?? .nan, bracket.high ?? .nan)
            #expect(low - 1 <= bracket.sample.value && bracket.sample.value <= high + 1, "\(bracket)")
        }
    }

    /// Counters never go back, so each has to be between psutil's values before and after; where these are one, it is it.
    private func checkCounters(_ brackets: [Bracket]) {
        for metric in AgentSample.counters {
            let brackets = brackets.filter { $0.sample.metric == metric }
            for bracket in brackets {
                let (low, high) = (bracket.low ?? .nan, bracket.high ?? .nan)
                #expect(low <= bracket.sample.value && bracket.sample.value <= high, "\(bracket)")
            }
            let closed = brackets.filter { $0.low == $0.high }.count
            #expect(closed >= 3, "\(metric): only \(closed) of \(brackets.count) compared exactly")
            let moves = (brackets.last?.sample.value ?? 0) > (brackets.first?.sample.value ?? 0)
            #expect(moves, "\(metric) stood still: nothing was compared")
        }
    }
}
