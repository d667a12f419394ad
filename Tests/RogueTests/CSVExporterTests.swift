import Foundation
import Rogue
import RogueTestSupport
import Testing

@Suite struct CSVExporterTests {
    let test: TestHistory

    init() throws {
        test = try TestHistory()
    }

    @discardableResult
    private func export(gaps: Bool = false, now: Int = 1_000_000) async throws -> ExportReport {
        let history = History(test.prefix, LogRecorder().logger, now: { WallClock(seconds: now) })
        let store = try CursorStore(test.prefix) { Issue.record("\($0)") }
        let exporter = CSVExporter(history, store, output: test.directory.path, includesGaps: gaps)
        return try await exporter.run(history.metrics([]))
    }

    private func csv(_ name: String = "a") throws -> String { try test.directory.text("\(name).csv") }

    @Test func rowsAreAppendedOnce() async throws {
        try test.add("a", from: 1000, [17.995833333, nil, 1_234_567_890_100, 1e-07])
        #expect(try await export().rows == 3)
        #expect(try csv() == "a,17.995833333,1000\r\na,1234567890100.0,1002\r\na,1e-07,1003\r\n")
        #expect(try await export().rows == 0)
        try test.add("a", from: 1004, [5])
        #expect(try await export().rows == 1)
        #expect(try csv().hasSuffix("a,1e-07,1003\r\na,5.0,1004\r\n"))
    }

    @Test(arguments: [1, 7, 10, 300, 86_400])
    func timesCountUpByTheStep(step: Int) async throws {
        let start = 999 * step
        try test.add("a", from: start, (0..<50).map { $0 % 3 == 0 ? nil : 1 }, step: step)
        try await export()
        let times = try csv().split(separator: "\r\n").map { Int($0.split(separator: ",")[2]) }
        #expect(times == (0..<50).filter { $0 % 3 != 0 }.map { start + $0 * step })
    }

    @Test func gapsAreWrittenWhereAskedFor() async throws {
        try test.add("a", from: 1000, [nil, 1, nil, 2], rows: 100)
        #expect(try await export(gaps: true).rows == 3)
        #expect(try csv() == "a,1.0,1001\r\na,nan,1002\r\na,2.0,1003\r\n")
        try test.add("a", from: 1004, [nil, 3])
        #expect(try await export(gaps: true).rows == 2)
        #expect(try csv().hasSuffix("a,2.0,1003\r\na,nan,1004\r\na,3.0,1005\r\n"))
    }

    @Test func everyValueReadsBackToTheSameDouble() async throws {
        var random = SeededGenerator(seed: 3)
        let values = (0..<5000).map { _ in Double(bitPattern: random.next()) }.filter { $0.isFinite && abs($0) < 1e300 }
        try test.add("a", from: 1000, values, rows: 6000)
        try await export()
        let history = History(test.prefix, LogRecorder().logger)
        let stored = try await history.rows(of: MetricName("a"), after: Timestamp(999), limit: 6000).values
        let lines = try csv().split(separator: "\r\n")
        #expect(lines.map { Double($0.split(separator: ",")[1]) } == stored.filter { !$0.isNaN })
    }

    /// Cut at every byte, as a kill within a write leaves it: before the cursor moved.
    @Test func aTornTailIsMended() async throws {
        try test.add("a", from: 1000, [1, 2.5, 3])
        try await export()
        let whole = try csv()
        for length in (0..<whole.utf8.count).reversed() {
            try test.directory.write([UInt8](whole.utf8.prefix(length)), to: "a.csv")
            for name in try test.directory.names() where name.hasPrefix("delivery.db") {
                try FileManager.default.removeItem(atPath: test.directory.file(name))
            }
            try await export()
            #expect(try csv() == whole, "cut to \(length) bytes")
        }
    }

    @Test func whatAPowerLossLeavesIsMended() async throws {
        try test.add("a", from: 1000, [1, 2, 3])
        try await export()
        let whole = try csv()
        let torn = [UInt8](whole.utf8.prefix(25)) + [UInt8](repeating: 0, count: 4000)
        try test.directory.write(torn, to: "a.csv")
        #expect(try await export().notices.count == 1)
        #expect(try csv() == whole)
    }

    @Test func aRotatedFileGoesOnFromTheCursor() async throws {
        try test.add("a", from: 1000, [1, 2])
        try await export()
        try FileManager.default.moveItem(atPath: test.directory.file("a.csv"), toPath: test.directory.file("a.csv.1"))
        try test.add("a", from: 1002, [3])
        try await export()
        #expect(try csv() == "a,3.0,1002\r\n")
    }

    @Test func anotherFileIsLeftAlone() async throws {
        try test.add("a", from: 1000, [1])
        try test.add("b", from: 1000, [1])
        try test.directory.write([UInt8]("my diary, without an end".utf8), to: "a.csv")
        let report = try await export()
        #expect(report.errors.count == 1)
        #expect(report.errors.first?.contains("a.csv: its end is not that of a CSV file") == true)
        #expect(try csv() == "my diary, without an end")
        #expect(try csv("b") == "b,1.0,1000\r\n")
    }

    @Test func namesAreQuotedWhereTheyHaveToBe() async throws {
        try test.add("odd, \"name\"", from: 1000, [1])
        try await export()
        #expect(try csv("odd, \"name\"") == "\"odd, \"\"name\"\"\",1.0,1000\r\n")
        try test.add("odd, \"name\"", from: 1001, [2])
        try await export()
        #expect(try csv("odd, \"name\"") == "\"odd, \"\"name\"\"\",1.0,1000\r\n\"odd, \"\"name\"\"\",2.0,1001\r\n")
    }

    @Test func theOriginalsCursorIsHonouredOnce() async throws {
        try test.add("a", from: 1000, [1, 2, 3])
        try test.directory.write([UInt8]("1001".utf8), to: "a-csv.pos")
        try await export()
        #expect(try csv() == "a,3.0,1002\r\n")
    }

    @Test func theOriginalsRowsAreContinued() async throws {
        try test.add("a", from: 1000, [1, 2, 3])
        try test.directory.write([UInt8]("a,1.0,1000\r\na,nan,1001\r\n".utf8), to: "a.csv")
        try await export()
        #expect(try csv() == "a,1.0,1000\r\na,nan,1001\r\na,3.0,1002\r\n")
    }

    @Test func expiredRowsAreToldButGapsThatWereReadAreNone() async throws {
        try test.add("a", from: 1000, [1] + [Double?](repeating: nil, count: 40), rows: 50)
        try await export()
        try test.add("a", from: 1041, (0..<100).map(Double.init), rows: 50)
        let report = try await export()
        #expect(
            report.losses.map(\.description) == [
                "a: 50 rows from 1041 to 1090 lost: expired from the archive unsent"
            ]
        )
        #expect(report.rows == 50)
    }

    @Test(.timeLimit(.minutes(1))) func severalAtOnceWriteEachRowOnce() async throws {
        let names = (0..<5).map { "m\($0)" }
        for name in names { try test.add(name, from: 1000, (0..<500).map(Double.init)) }
        try await withThrowingTaskGroup { group in
            for _ in 0..<6 { group.addTask { _ = try await export() } }
            try await group.waitForAll()
        }
        let expected = (0..<500).map { "\(Double($0)),\(1000 + $0)" }
        for name in names {
            #expect(try csv(name).split(separator: "\r\n").map { String($0.dropFirst(name.count + 1)) } == expected)
        }
    }
}
