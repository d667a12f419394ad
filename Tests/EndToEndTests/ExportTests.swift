import Foundation
import RogueTestSupport
import Testing

/// The CSV files are those of the history, whoever runs when and however often.
@Suite struct ExportTests {
    private let folder: TemporaryDirectory
    private var prefix: String { folder.path }

    init() throws {
        folder = try TemporaryDirectory()
    }

    private func export(_ arguments: [String] = []) async throws -> Program.Result {
        try await Program.runToEnd("rogue-export", ["--prefix", prefix] + arguments)
    }

    /// The CSV files hold what the history holds, byte for byte.
    private func check(_ metrics: [String] = AgentSample.metrics, in output: String? = nil) throws {
        for metric in metrics {
            let text = try String(contentsOfFile: "\(output ?? prefix)/\(metric).csv", encoding: .utf8)
            #expect(try text == ExportedRows.text(metric, in: prefix), "\(metric)")
        }
    }

    /// Five at once, again and again, while the agent samples: no row twice, none missing, none unfinished.
    @Test(.timeLimit(.minutes(5)))
    func fiveAtOnceBesideTheAgent() async throws {
        let run = try AgentRun(prefix)
        try await run.slots(1)
        var last = 0
        for _ in 1...4 {
            let exports = try (1...5).map { _ in try Program("rogue-export", ["--prefix", prefix]) }
            for export in exports {
                let result = try await export.end()
                #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
            }
            // Nothing of a slot that is still to come.
            let ahead = try ExportedRows(prefix + "/CPUPercent.csv").times.filter {
                Double($0) > Date().timeIntervalSince1970
            }
            #expect(ahead == [])
            last = try await run.slot(after: max(last, run.samples.last?.time ?? 0), of: AgentSample.metrics)
        }
        let samples = try await run.stop()
        #expect(try await export().status == 0)
        try check()
        let history = AgentHistory(prefix: prefix, samples: samples)
        for metric in AgentSample.metrics {
            let rows = try ExportedRows(prefix + "/\(metric).csv")
            let expected = history.expected(metric).filter { !$0.value.isNaN }
            #expect(rows.times == expected.keys.sorted())
            #expect(AgentHistory.mismatches(metric, expected, rows.byTime, 1e-15) == [])
        }
    }

    /// `mv` takes the CSV file away: the next one begins where that ended.
    @Test(.timeLimit(.minutes(5)))
    func aRotatedFileGoesOnFromTheCursor() async throws {
        let history = try TestHistory()
        let name = "CPUPercent"
        let parts: [[Double?]] = [[1, 2.5, nil], [4], [5, 6]]
        var start = 1000
        for (index, part) in parts.enumerated() {
            try history.add(name, from: start, part)
            start += part.count
            for _ in 1...2 {
                let result = try await Program.runToEnd("rogue-export", ["--prefix", history.directory.path])
                #expect(result.status == 0 && result.errors.isEmpty)
            }
            let path = history.directory.file(name + ".csv")
            try FileManager.default.moveItem(atPath: path, toPath: "\(path).\(index)")
        }
        let all = try parts.indices.map { try history.directory.text("\(name).csv.\($0)") }.joined()
        #expect(try all == ExportedRows.text(name, in: history.directory.path))
        #expect(all.hasPrefix("CPUPercent,1.0,1000\r\nCPUPercent,2.5,1001\r\nCPUPercent,4.0,1003\r\n"))
    }

    @Test(.timeLimit(.minutes(5)))
    func gapsPatternsAndAnotherFolder() async throws {
        let history = try TestHistory()
        let prefix = history.directory.path
        for metric in ["DiskReadBytes", "DiskWriteBytes", "disk/reads/device=sda"] {
            try history.add(metric == "disk/reads/device=sda" ? "Nested" : metric, from: 1000, [1, nil, nil, 2])
        }
        try FileManager.default.createDirectory(atPath: prefix + "/disk/reads", withIntermediateDirectories: true)
        try FileManager.default.moveItem(
            atPath: prefix + "/Nested.rrd",
            toPath: prefix + "/disk/reads/device=sda.rrd"
        )
        let output = folder.file("made/for/it")
        func export(_ arguments: String...) async throws {
            let all = ["--prefix", prefix, "--output", output] + arguments
            let result = try await Program.runToEnd("rogue-export", all)
            #expect(result.status == 0 && result.errors.isEmpty && result.output.isEmpty)
        }
        func names() throws -> [String] {
            try FileManager.default.subpathsOfDirectory(atPath: output).filter { $0.hasSuffix(".csv") }.sorted()
        }
        try await export("--metric", "Disk*Bytes", "--metric", "nix", "--gaps")
        #expect(try names() == ["DiskReadBytes.csv", "DiskWriteBytes.csv"])
        for metric in ["DiskReadBytes", "DiskWriteBytes"] {
            let text = try String(contentsOfFile: output + "/\(metric).csv", encoding: .utf8)
            #expect(try text == ExportedRows.text(metric, in: prefix, gaps: true))
            #expect(
                text.hasSuffix(
                    "\(metric),1.0,1000\r\n\(metric),nan,1001\r\n\(metric),nan,1002\r\n\(metric),2.0,1003\r\n"
                )
            )
        }
        try await export("--metric", "disk.*;device=sd?")
        #expect(try names().last == "disk/reads/device=sda.csv")
        let nested = try String(contentsOfFile: output + "/disk/reads/device=sda.csv", encoding: .utf8)
        #expect(nested == "disk.reads;device=sda,1.0,1000\r\ndisk.reads;device=sda,2.0,1003\r\n")
        // Nothing of it in the prefix, whose own CSV files start from the beginning, by cursors of their own.
        #expect(try history.directory.names().filter { $0.hasSuffix(".csv") } == [])
        #expect(try await Program.runToEnd("rogue-export", ["--prefix", prefix]).status == 0)
        #expect(
            try history.directory.text("DiskReadBytes.csv") == "DiskReadBytes,1.0,1000\r\nDiskReadBytes,2.0,1003\r\n"
        )
    }

    /// What a metric is stands in the journal's catalogue; without that a metric has its name alone.
    @Test(.timeLimit(.minutes(5)))
    func theListTellsUnits() async throws {
        let folder = try TemporaryDirectory()
        let run = try await Program.runToEnd("rogue-agent", ["--prefix", folder.path, "--interval=1", "--ticks=2"])
        #expect(run.status == 0, "\(run.errors)")
        func list() async throws -> [String] {
            try await Program.runToEnd("rogue-export", ["--prefix", folder.path, "--list", "--metric=Disk*Bytes"]).lines
        }
        #expect(
            try await list() == [
                "DiskReadBytes\tcounter\tbytes/s\tRead from all whole physical disks.",
                "DiskWriteBytes\tcounter\tbytes/s\tWritten to all whole physical disks.",
            ]
        )
        try FileManager.default.removeItem(atPath: folder.file("journal.db"))
        #expect(try await list() == ["DiskReadBytes\t\t\t", "DiskWriteBytes\t\t\t"])
        #expect(try folder.names().filter { $0.hasSuffix(".csv") } == [])
    }
}
