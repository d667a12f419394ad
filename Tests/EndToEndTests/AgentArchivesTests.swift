import Foundation
import RogueTestSupport
import Testing

/// Archive policies from the command line to the rows that a reader shows, and the plan before all of it.
@Suite struct AgentArchivesTests {
    private let folder: TemporaryDirectory
    private var prefix: String { folder.file("db") }

    init() throws {
        folder = try TemporaryDirectory()
    }

    /// The number before a unit, in bytes: `8.6 MB`.
    private func bytes(_ text: Substring) throws -> Double {
        let fields = text.split(separator: " ")
        let units = ["B": 1.0, "kB": 1e3, "MB": 1e6, "GB": 1e9]
        return try #require(Double(fields[0])) * #require(units[fields[1].filter { $0.isLetter }])
    }

    @Test(.timeLimit(.minutes(5)), arguments: [["--archives=1s:1h,1m:1d:average+max"], ["--archives=high"], []])
    func whatIsPlannedIsWhatThenIs(policies: [String]) async throws {
        let bare = ["--prefix", prefix, "--interval=1", "--flush=1"]
        let options = bare + policies
        let plan = try await Program.runToEnd("rogue-agent", options + ["--plan"])
        #expect(plan.status == 0, "\(plan.errors)")
        #expect(!FileManager.default.fileExists(atPath: prefix))
        #expect(plan.lines.first?.hasPrefix("series ") == true)
        #expect(plan.lines.contains("8 series, a sample each every 1s"))
        let line = try #require(plan.lines.first { $0.hasPrefix("on disk") })
        let planned = try bytes(line.dropFirst("on disk".count).prefix { $0 != ":" })
        _ = try await Program.runToEnd("rogue-agent", options + ["--ticks=3"])
        let du = try await Program.runToEnd("/usr/bin/du", ["-s", "-B1", prefix])
        let found = try #require(Double(du.output.prefix { $0.isNumber }))
        #expect((0.9...1.1).contains(planned / found), "planned \(planned), found \(found)")
        // Files that are there count as they are, whatever the flags say.
        let again = try await Program.runToEnd("rogue-agent", bare + ["--plan"])
        #expect(again.lines.first { $0.hasPrefix("on disk") } == line)
    }

    @Test(.timeLimit(.minutes(5)))
    func whatTheFinestArchiveNoLongerHoldsComesFromTheNextWhereWanted() async throws {
        // Ten seconds by the second, an hour by five seconds.
        let run = try AgentRun(prefix, ["--flush=1", "--archives=1s:10s,5s:1h"])
        try await run.slots(25)
        let samples = try await run.stop().filter { $0.metric == "MemoryPercent" }
        for (name, options) in [("fine", []), ("coarse", ["--coarse"])] {
            let output = folder.file(name)
            try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
            let all = ["--prefix", prefix, "--output", output, "--metric=MemoryPercent"] + options
            let export = try await Program.runToEnd("rogue-export", all)
            #expect(export.status == 0, "\(export.errors)")
        }
        let fine = try folder.text("fine/MemoryPercent.csv").split(separator: "\r\n")
        let coarse = try folder.text("coarse/MemoryPercent.csv").split(separator: "\r\n")
        #expect(fine.count == 10)
        let marked = coarse.filter { $0.hasPrefix("MemoryPercent;granularity=5,") }
        // A coarse row stands for all of its samples as soon as one of them has left the fine archive.
        let rest = coarse.drop { $0.contains(";") }
        #expect(marked.count >= 2 && rest.count >= 6 && Array(fine.suffix(rest.count)) == Array(rest))
        for row in marked {
            let fields = row.split(separator: ",")
            let (value, time) = (try #require(Double(fields[1])), try #require(Int(fields[2])))
            let group = samples.filter { $0.time > time - 5 && $0.time <= time }.map(\.value)
            guard group.count == 5 else { continue }
            #expect(abs(value - group.reduce(0, +) / 5) < 1e-9)
        }
    }
}
