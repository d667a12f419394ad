import Foundation
import RogueTestSupport
import Testing

@testable import Rogue

/// Readers of what the finest archive no longer holds.
///
/// The files have two: 100 rows of 1 s, and 100 of 10 s.
@Suite struct CoarseHistoryTests {
    let test: TestHistory
    let metric = MetricName("a")

    init() throws {
        test = try TestHistory()
    }

    private func history(coarse: Bool = true) -> History {
        History(test.prefix, LogRecorder().logger, coarse: coarse, now: { WallClock(seconds: 1_000_000) })
    }

    /// Samples whose value is their time.
    private func add(_ times: Range<Int>, to name: String = "a") throws {
        try test.add(name, from: times.lowerBound, times.map(Double.init), rows: 100)
    }

    private func archives(_ parts: (step: Int, rows: Int)..., at end: Int) -> HistoryWindows {
        let windows = parts.map { HistoryWindow(step: $0.step, rows: $0.rows, lastUpdate: Timestamp(end)) }
        return HistoryWindows(finest: windows[0], coarser: Array(windows.dropFirst()))
    }

    /// The finest begins at 9903, the second at 9010, the third at 3960.
    @Test(
        arguments: [
            (nil, 60, 3960, 9060), (100, 60, 3960, 9060), (3959, 60, 3960, 9060), (5000, 60, 3960, 9060),
            (9009, 60, 3960, 9060), (9010, 10, 9010, 9910), (9060, 10, 9010, 9910), (9902, 10, 9010, 9910),
            (9903, 1, 9903, 10_003), (9910, 1, 9903, 10_003), (10_003, 1, 9903, 10_003),
        ] as [(Int?, Int, Int, Int)]
    )
    func theFinestArchiveThatReachesBackIsRead(_ cursor: Int?, _ step: Int, _ start: Int, _ end: Int) {
        let next = archives((1, 100), (10, 99), (60, 100), at: 10_003).next(after: cursor.map { Timestamp($0) })
        #expect(next.window.step == step)
        #expect(next.window.start == Timestamp(start))
        #expect(next.end == Timestamp(end))
    }

    @Test func onlyWhatNoArchiveHoldsHasExpired() {
        let all = archives((1, 100), (10, 99), (60, 100), at: 10_003)
        #expect(all.expired(after: nil) == nil)
        #expect(all.expired(after: Timestamp(3960)) == nil)
        let expired = all.expired(after: Timestamp(3950))
        #expect(expired == HistoryRows.Expired(first: Timestamp(3951), last: Timestamp(3960), rows: 10, step: 1))
        #expect(archives((1, 100), at: 10_003).expired(after: Timestamp(3950))?.rows == 5953)
    }

    /// A coarse row that is not final yet is waited for.
    @Test func aCoarseRowThatIsNotFinalEndsTheRead() {
        let next = archives((1, 5), (60, 100), at: 10_070).next(after: Timestamp(10_021))
        #expect(next.window.step == 60)
        #expect(next.end == Timestamp(10_020))
    }

    @Test(arguments: [1, 7, 1000])
    func coarseRowsComeBeforeTheFineOnes(limit: Int) async throws {
        try add(1000..<1253)
        let history = history()
        var cursor: Timestamp? = Timestamp(1003)
        var times: [Int] = []
        var names: Set<String> = []
        while true {
            let rows = try await history.rows(of: metric, after: cursor, limit: limit)
            #expect(rows.expired == nil)
            guard !rows.values.isEmpty else { break }
            for (index, value) in rows.values.enumerated() {
                let time = rows.time(index).seconds
                times.append(time)
                let expected = Double(time) - (rows.isCoarse ? 4.5 : 0)
                #expect(value == expected)
            }
            names.insert(rows.name(of: metric).description)
            cursor = rows.end
        }
        // The finest begins after 1152: the row of 1151 to 1160 is coarse for its first two.
        let expected: [Int] = stride(from: 1010, through: 1160, by: 10) + Array(1161...1252)
        #expect(times == expected)
        #expect(names == ["a", "a;granularity=10"])
        // In slots: the coarse rows stand for 1004 to 1160.
        #expect(try await history.outstanding(of: metric, after: Timestamp(1003)).pending == 1252 - 1003)
    }

    private func export(coarse: Bool = true) async throws -> ExportReport {
        let history = history(coarse: coarse)
        let store = try CursorStore(test.prefix) { Issue.record("\($0)") }
        return try await CSVExporter(history, store, output: test.directory.path).run(history.metrics([]))
    }

    @Test func anExportGoesOnWithCoarseRows() async throws {
        try add(1000..<1010)
        #expect(try await export().rows == 10)
        try add(1010..<1253)
        let report = try await export()
        #expect(report.losses.isEmpty && report.errors.isEmpty)
        let lines = try test.directory.text("a.csv").split(separator: "\r\n").map(String.init)
        let coarse = stride(from: 1010, through: 1160, by: 10).map { "a;granularity=10,\(Double($0) - 4.5),\($0)" }
        func fine(_ times: Range<Int>) -> [String] { times.map { "a,\(Double($0)),\($0)" } }
        let expected: [String] = fine(1000..<1010) + coarse + fine(1161..<1253)
        #expect(lines == expected)
        #expect(try await export().rows == 0)
        // Without the option the same rows would have been lost.
        try FileManager.default.removeItem(atPath: test.directory.file("a.csv"))
        for name in try test.directory.names() where name.hasPrefix("delivery.db") {
            try FileManager.default.removeItem(atPath: test.directory.file(name))
        }
        try test.directory.write([UInt8]("a,1.0,1009\r\n".utf8), to: "a.csv")
        #expect(try await export(coarse: false).losses.map(\.rows) == [143])
    }

    @Test(arguments: ["a", "odd, \"name\"", "z;host=b;zone=c"])
    func anExportThatWasCutWithinCoarseRowsIsMended(_ name: String) async throws {
        let path = name.replacing(";", with: "/")
        try test.directory.write([UInt8](), to: "\(path)/x")
        try FileManager.default.removeItem(atPath: test.directory.file(path))
        try add(1000..<1200, to: path)
        _ = try await export()
        let whole = try test.directory.text("\(path).csv")
        #expect(whole.contains("granularity=10"))
        for length in stride(from: whole.utf8.count - 1, through: 0, by: -37) {
            try test.directory.write([UInt8](whole.utf8.prefix(length)), to: "\(path).csv")
            for name in try test.directory.names() where name.hasPrefix("delivery.db") {
                try FileManager.default.removeItem(atPath: test.directory.file(name))
            }
            _ = try await export()
            #expect(try test.directory.text("\(path).csv") == whole, "cut to \(length) bytes")
        }
    }

    @Test func aDeliveryGoesOnWithCoarseRowsAndCountsWhatIsGone() async throws {
        try add(1000..<2503)
        let store = try CursorStore(test.prefix) { Issue.record("\($0)") }
        let destination = RecordingDestination()
        try await store.commit([metric: Timestamp(1003)], of: destination.name)
        let report = try await Delivery(destination, history(), store).run(history().survey([]))
        // The coarse archive begins after 1500.
        #expect(report.losses.map(\.rows) == [497])
        let times: [Int] = stride(from: 1510, through: 2410, by: 10) + Array(2411..<2503)
        #expect(report.delivered == times.count)
        #expect(try await store.cursors(of: destination.name)["a"] == Timestamp(2502))
        #expect(destination.accepted.map(\.time.seconds) == times)
        #expect(destination.accepted.first?.metric.description == "a;granularity=10")
        let again = try await Delivery(destination, history(), store).run(history().survey([]))
        #expect(again.delivered == 0 && again.losses.isEmpty)
    }
}
