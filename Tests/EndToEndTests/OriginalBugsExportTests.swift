import Foundation
import RogueTestSupport
import Testing

/// The bugs of the original's exporter, by their numbers in the reference; each test is one that it would fail.
@Suite struct OriginalBugsExportTests {
    private let history: TestHistory
    private var prefix: String { history.directory.path }
    private let metric = "CPUPercent"

    init() throws {
        history = try TestHistory()
    }

    private func export() async throws {
        let result = try await Program.runToEnd("rogue-export", ["--prefix", prefix])
        #expect(result.status == 0 && result.errors.isEmpty && result.output.isEmpty, "\(result)")
    }

    private func csv() throws -> String { try history.directory.text(metric + ".csv") }

    /// The slot of `step` seconds that has begun.
    private func slot(_ step: Int) -> Int { Int(Date().timeIntervalSince1970) / step * step }

    /// The original wrote rows that were not complete yet as `nan` and passed over them: they were lost for good.
    @Test(.timeLimit(.minutes(5)))
    func bug07UnfinishedRowsAreLeftForTheNextRun() async throws {
        let start = slot(300) - 600
        try history.add(metric, from: start, [1, 2], step: 300)
        try await export()
        #expect(try csv() == "CPUPercent,1.0,\(start)\r\nCPUPercent,2.0,\(start + 300)\r\n")
        // Half of the next row is there, and is none yet.
        try await Rrdtool.run("update", prefix + "/CPUPercent.rrd", "\(start + 450):3")
        try await export()
        #expect(try csv().hasSuffix("CPUPercent,2.0,\(start + 300)\r\n"))
        try await Rrdtool.run("update", prefix + "/CPUPercent.rrd", "\(start + 600):3")
        try await export()
        #expect(try csv().hasSuffix("CPUPercent,2.0,\(start + 300)\r\nCPUPercent,3.0,\(start + 600)\r\n"))
        #expect(try !csv().contains("nan"))
    }

    /// Run twice within a step, the original ended with "start should be less than end" and a stack trace.
    @Test(.timeLimit(.minutes(5)))
    func bug08TwoRunsWithinAStepAreOne() async throws {
        let start = slot(300)
        try history.add(metric, from: start - 300, [1, 2], step: 300)
        try await export()
        let text = try csv()
        for _ in 1...3 { try await export() }
        #expect(try csv() == text && text.hasSuffix("CPUPercent,2.0,\(start)\r\n"))
    }

    /// The original's first export asked for 14 days and wrote some 16,000 rows `nan` for what had never been.
    @Test(.timeLimit(.minutes(5)))
    func bug09TheFirstExportHasRowsOnly() async throws {
        let start = slot(60) - 120
        try history.add(metric, from: start, [1, nil, 3], step: 60, rows: 20_160)
        try await export()
        #expect(try csv() == "CPUPercent,1.0,\(start)\r\nCPUPercent,3.0,\(start + 120)\r\n")
    }

    /// Without its `-csv.pos` the original emptied the CSV file that was there.
    @Test(.timeLimit(.minutes(5)))
    func bug10ACSVFileWithoutCursorIsContinued() async throws {
        let start = slot(1) - 100
        try history.add(metric, from: start, [1, 2])
        try await export()
        // A row that the history has no longer, and no cursor of any kind.
        let old = "CPUPercent,42.0,\(start - 5000)\r\n" + (try csv())
        try history.directory.write(Data(old.utf8), to: metric + ".csv")
        for name in try history.directory.names() where name.hasPrefix("delivery.") {
            try FileManager.default.removeItem(atPath: history.directory.file(name))
        }
        try history.add(metric, from: start + 2, [3])
        try await export()
        #expect(try csv() == old + "CPUPercent,3.0,\(start + 2)\r\n")
    }

    /// Two overlapping runs of the original wrote the same rows twice; so did one that died before it moved its cursor.
    @Test(.timeLimit(.minutes(5)))
    func bug11NoRowIsWrittenTwice() async throws {
        let start = slot(1) - 1000
        try history.add(metric, from: start, (0..<900).map { Double($0) + 0.5 })
        let exports = try (1...4).map { _ in try Program("rogue-export", ["--prefix", prefix]) }
        for export in exports { #expect(try await export.end().status == 0) }
        let whole = try ExportedRows.text(metric, in: prefix)
        #expect(try csv() == whole)
        // As after a death between the rows and the cursor, in the middle of a row.
        for name in try history.directory.names() where name.hasPrefix("delivery.") {
            try FileManager.default.removeItem(atPath: history.directory.file(name))
        }
        try history.directory.write(Data(whole.utf8.dropLast(9)), to: metric + ".csv")
        let result = try await Program.runToEnd("rogue-export", ["--prefix", prefix])
        #expect(result.status == 0 && result.errors.contains("torn row"))
        #expect(try csv() == whole)
    }
}
