import Foundation
import RogueTestSupport
import Testing

/// RRD files that are none, or are cut, or of another step: each is named, and the others go on.
@Suite struct AgentBadFilesTests {
    private let folder: TemporaryDirectory
    private var prefix: String { folder.path }

    init() throws {
        folder = try TemporaryDirectory()
    }

    /// Two ticks on what is there: the metrics that were stored in both, and what was said.
    private func run(_ arguments: [String] = []) async throws -> (stored: Set<String>, result: Program.Result) {
        let run = try AgentRun(prefix, ["--ticks=2"] + arguments)
        let result = try await run.program.end()
        #expect(!result.wasKilled, "\(result.errors)")
        let history = AgentHistory(prefix: prefix, samples: run.samples)
        let stored = Set(run.samples.map(\.metric))
        for metric in stored where arguments.isEmpty {
            let rows = run.samples.filter { $0.metric == metric }
            #expect(rows.count == 2, "\(metric)")
            if AgentSample.gauges.contains(metric) { #expect(try history.mismatches([metric]) == []) }
        }
        return (stored, result)
    }

    /// Each of these metrics was complained about once, by the path of its file; no other was.
    private func check(_ metrics: [String], _ result: Program.Result, saying words: String = "cannot ") {
        for metric in AgentSample.metrics {
            let lines = result.errorLines.filter { $0.contains("\(prefix)/\(metric).rrd") }
            #expect(lines.count == (metrics.contains(metric) ? 1 : 0), "\(metric): \(lines)")
            #expect(lines.allSatisfy { $0.contains(words) }, "\(lines)")
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func filesThatAreNoneOrCut() async throws {
        _ = try await run()
        let size = try folder.read("CPUPercent.rrd").count
        let lengths = [0, 1, 100, 200, 1000, size - 8, size - 1]
        let bad = Array(AgentSample.metrics.dropFirst())
        for (metric, length) in zip(bad, lengths) {
            try folder.write(try folder.read(metric + ".rrd").prefix(length), to: metric + ".rrd")
        }
        // A reader says so, and leaves them.
        let export = try await Program.runToEnd("rogue-export", ["--prefix", prefix])
        #expect(export.status == 1 && !export.wasKilled)
        check(bad, export)
        #expect(try ExportedRows(folder.file("CPUPercent.csv")).rows.count >= 2)
        #expect(try folder.names().filter { $0.hasSuffix(".csv") } == ["CPUPercent.csv"])
        // The agent moves them aside as they are, and goes on with new ones.
        let cut = try await run()
        #expect(cut.result.status == 0 && cut.stored == Set(AgentSample.metrics))
        check(bad, cut.result, saying: "damaged file moved aside")
        for (metric, length) in zip(bad, lengths) { #expect(try movedAside(metric).map(\.count) == [length]) }

        var random = SeededGenerator(seed: 5)
        for metric in bad {
            let bytes = (0..<size).map { _ in UInt8.random(in: 0...255, using: &random) }
            try folder.write(Data(metric == "MemoryPercent" ? Array("no RRD\n".utf8) : bytes), to: metric + ".rrd")
        }
        let garbage = try await run()
        #expect(garbage.result.status == 0 && garbage.stored == Set(AgentSample.metrics))
        check(bad, garbage.result, saying: "damaged file moved aside")
        for metric in bad { #expect(try movedAside(metric).count == 2) }
    }

    private func movedAside(_ metric: String) throws -> [[UInt8]] {
        try folder.names().filter { $0.hasPrefix(metric + ".rrd.corrupt-") }.map { try folder.read($0) }
    }

    /// Nothing at all can be stored: that is no success.
    @Test(.timeLimit(.minutes(5)))
    func anAgentThatStoresNothingFails() async throws {
        for metric in AgentSample.metrics { try await Self.make(folder.file(metric + ".rrd"), metric, step: 300) }
        let all = try await run()
        #expect(all.result.status == 1 && all.stored == [])
        check(AgentSample.metrics, all.result, saying: "its step is 300 s, the interval is 1 s")
        #expect(all.result.errorLines.last?.contains("not one sample") == true)
    }

    private static func make(_ path: String, _ metric: String, step: Int) async throws {
        let kind = AgentSample.gauges.contains(metric) ? "GAUGE" : "DERIVE"
        let source = "DS:\(metric.prefix(19)):\(kind):600:0:1000"
        try await Rrdtool.run("create", path, "--step", "\(step)", source, "RRA:AVERAGE:0.5:1:10")
    }

    @Test(.timeLimit(.minutes(5)))
    func anotherStepIsNamedWithTheInterval() async throws {
        for metric in ["MemoryPercent", "DiskReadTime"] {
            try await Self.make(folder.file(metric + ".rrd"), metric, step: 300)
        }
        let (stored, result) = try await run()
        #expect(
            result.status == 0 && stored == Set(AgentSample.metrics).subtracting(["MemoryPercent", "DiskReadTime"])
        )
        check(["MemoryPercent", "DiskReadTime"], result, saying: "its step is 300 s, the interval is 1 s")
    }

    @Test(.timeLimit(.minutes(5)))
    func anotherKindIsNamed() async throws {
        let source = "DS:x:DERIVE:600:0:U"
        try await Rrdtool.run("create", folder.file("CPUPercent.rrd"), "--step", "1", source, "RRA:AVERAGE:0.5:1:10")
        let (stored, result) = try await run()
        #expect(result.status == 0 && !stored.contains("CPUPercent"))
        check(["CPUPercent"], result, saying: "it holds a DERIVE")
    }

    /// No file can grow beyond a KiB: no signal ends the agent, it says why, and that nothing was stored.
    @Test(.timeLimit(.minutes(5)))
    func aLimitOnTheSizeOfFilesIsAnError() async throws {
        // Its stderr goes through a pipe, which has no size.
        let script = """
            (ulimit -f 1; exec "$1" --prefix "$2" --interval=1 --ticks=2 2>&1 >/dev/null) | cat >&2
            exit ${PIPESTATUS[0]}
            """
        let result = try await Program.shell(script, Program.folder + "/rogue-agent", prefix)
        #expect(result.status == 1 && !result.wasKilled)
        #expect(result.errorLines.count == 1 && result.errors.contains("journal.db"), "\(result.errors)")
        #expect(try folder.names().filter { $0.contains(".rrd") } == [])
    }
}
