import Rogue
import RogueTestSupport
import RoundRobin
import Testing

@Suite struct HistoryTests {
    let test: TestHistory
    let history: History
    let metric = MetricName("a")

    init() throws {
        test = try TestHistory()
        history = History(test.prefix, LogRecorder().logger, now: { WallClock(seconds: 1_000_000) })
    }

    @Test func onlyFinalRowsAreRead() async throws {
        try test.add("a", from: 1000, [1, 2, 3], step: 10)
        // An update within a step leaves the row of that step unfinished.
        try RoundRobinFile(path: test.directory.file("a.rrd")).update(["1025:9"])
        let rows = try await history.rows(of: metric, after: Timestamp(990), limit: 100)
        #expect(rows.values == [1, 2, 3])
        #expect(rows.end == Timestamp(1020))
        #expect(try await history.rows(of: metric, after: Timestamp(1020), limit: 100).values.isEmpty)
        #expect(try await history.rows(of: metric, after: Timestamp(1025), limit: 100).values.isEmpty)
    }

    @Test func rowsAfterTheCursorComeInPieces() async throws {
        try test.add("a", from: 1000, (0..<50).map(Double.init))
        var cursor: Timestamp? = Timestamp(1009)
        var values: [Double] = []
        while true {
            let rows = try await history.rows(of: metric, after: cursor, limit: 7)
            guard !rows.values.isEmpty else { break }
            #expect(rows.values.count <= 7)
            values += rows.values
            cursor = rows.end
        }
        #expect(values == (10..<50).map(Double.init))
    }

    /// librrd would answer with the coarse archive here.
    @Test func expiredRowsAreToldAndNeverComeFromACoarserArchive() async throws {
        try test.add("a", from: 1000, (0..<250).map(Double.init), rows: 100)
        let rows = try await history.rows(of: metric, after: Timestamp(1020), limit: 1000)
        #expect(rows.step == 1)
        #expect(rows.values == (150..<250).map(Double.init))
        let expired = try #require(rows.expired)
        #expect([expired.first.seconds, expired.last.seconds, expired.rows] == [1021, 1149, 129])
        #expect(try await history.rows(of: metric, after: nil, limit: 1000).expired == nil)
        #expect(try await history.rows(of: metric, after: Timestamp(1149), limit: 1000).expired == nil)
    }

    @Test func aCursorBetweenTwoRowsCountsAsTheRowBefore() async throws {
        try test.add("a", from: 3000, [1, 2, 3], step: 300)
        let rows = try await history.rows(of: metric, after: Timestamp(3100), limit: 10)
        #expect(rows.time(0) == Timestamp(3300))
        #expect(rows.values == [2, 3])
    }

    @Test func aCursorInTheFutureIsOfAnotherFile() async throws {
        try test.add("a", from: 1000, [1, 2])
        let future = try await history.rows(of: metric, after: Timestamp(2_000_000), limit: 1000)
        #expect(future.values.suffix(2) == [1, 2])
        #expect(try await history.rows(of: metric, after: Timestamp(500_000), limit: 10).values.isEmpty)
    }

    @Test func metricsAreThoseOfTheFiles() async throws {
        for name in ["b", "a", "Disk1", "Disk2"] { try test.add(name, from: 1000, [1]) }
        try test.directory.write([UInt8]("x".utf8), to: "a.csv")
        try test.directory.write([UInt8]("x".utf8), to: "a.rrd.bak-1")
        try test.directory.write([UInt8]("x".utf8), to: "disk/reads/device=sda.rrd")
        let all = try await history.metrics([]).map(\.description)
        #expect(all == ["Disk1", "Disk2", "a", "b", "disk.reads;device=sda"])
        #expect(try await history.metrics([try MetricPattern("Disk*"), try MetricPattern("a")]).count == 3)
        #expect(try await history.metrics([try MetricPattern("*device=s*")]).count == 1)
    }
}
