import Foundation
import RogueTestSupport
import RoundRobin
import SQLite
import Testing

@testable import Rogue

/// Each slot of a series is delivered, a gap, pending or in the ledger, whatever happens; and in one of them only.
@Suite struct LedgerTests {
    let test: TestHistory

    init() throws {
        test = try TestHistory()
    }

    /// What became of the slots of a metric.
    struct Sums: Hashable {
        var stored, delivered, gaps, pending, ledgered: Int

        init(_ stored: Int, _ delivered: Int, _ gaps: Int, _ pending: Int, _ ledgered: Int) {
            (self.stored, self.delivered, self.gaps) = (stored, delivered, gaps)
            (self.pending, self.ledgered) = (pending, ledgered)
        }
    }

    private func forwarder(
        _ destination: any Destination,
        _ settings: DeliverySettings = DeliverySettings()
    ) throws -> Forwarder {
        let history = History(test.prefix, LogRecorder().logger, now: { WallClock(seconds: 1_000_000) })
        let store = try CursorStore(test.prefix) { Issue.record("\($0)") }
        var forwarder = Forwarder([destination], history, store, [])
        forwarder.settings[destination.name] = settings
        return forwarder
    }

    private func sums(_ destination: any Destination, _ settings: DeliverySettings = DeliverySettings()) async throws
        -> Sums
    {
        let status = try await forwarder(destination, settings).status()[0]
        #expect(status.unbalanced.isEmpty, "\(status)")
        #expect(status.errors.isEmpty)
        let counts = status.counts
        return Sums(status.stored, counts.delivered, counts.gaps, status.pending, counts.ledgered)
    }

    private func values(_ count: Int, from first: Int = 0) -> [Double] { (first..<first + count).map(Double.init) }

    private func move(_ name: String, to target: String) throws {
        try FileManager.default.moveItem(atPath: test.directory.file(name), toPath: test.directory.file(target))
    }

    /// Leaves a copy of the file, and not the file.
    private func replace(_ name: String, byCopy target: String) throws {
        try FileManager.default.copyItem(atPath: test.directory.file(name), toPath: test.directory.file(target))
        try FileManager.default.removeItem(atPath: test.directory.file(name))
    }

    @Test func aSlotIsInOneStateBeforeDuringAndAfterADelivery() async throws {
        try test.add("a", from: 1000, values(150).map { $0.truncatingRemainder(dividingBy: 10) == 3 ? nil : $0 })
        let down = RecordingDestination { _ in .unavailable("down") }
        #expect(try await sums(down) == Sums(150, 0, 15, 135, 0))
        _ = try await forwarder(down).run()
        #expect(try await sums(down) == Sums(150, 0, 15, 135, 0))
        let some = RecordingDestination(batchLimit: 40) { $0[0].value < 80 ? .delivered : .unavailable("down") }
        _ = try await forwarder(some).run()
        #expect(try await sums(some) == Sums(150, 80, 15, 55, 0))
        let up = RecordingDestination()
        _ = try await forwarder(up).run()
        #expect(try await sums(up) == Sums(150, 135, 15, 0, 0))
        try test.add("a", from: 1150, [nil, nil, 7])
        #expect(try await sums(up) == Sums(153, 135, 17, 1, 0))
    }

    @Test func leadingGapsAreNoSlots() async throws {
        try test.add("a", from: 1000, [nil, nil])
        let destination = RecordingDestination()
        #expect(try await sums(destination) == Sums(0, 0, 0, 0, 0))
        _ = try await forwarder(destination).run()
        #expect(try await sums(destination) == Sums(0, 0, 0, 0, 0))
        try test.add("a", from: 1002, [nil, 5, nil, 6])
        #expect(try await sums(destination) == Sums(3, 0, 1, 2, 0))
        _ = try await forwarder(destination).run()
        #expect(try await sums(destination) == Sums(3, 2, 1, 0, 0))
        #expect(destination.accepted.map(\.time.seconds) == [1003, 1005])
    }

    @Test func whatIsRefusedIsInTheLedgerWithTheStoresWords() async throws {
        try test.add("a", from: 1000, values(100))
        let destination = RecordingDestination {
            $0.contains { [20, 21, 50].contains($0.value) } ? .refused("too hot") : .delivered
        }
        _ = try await forwarder(destination).run()
        #expect(try await sums(destination) == Sums(100, 97, 0, 0, 3))
        let entries = try await forwarder(destination).ledgers()[0].entries
        #expect(entries.map(\.first.seconds) == [1020, 1021, 1050] && entries.allSatisfy { $0.rows == 1 })
        #expect(entries.first?.detail == "value 20.0 refused: too hot")
    }

    @Test func whatExpiresUnreadIsInTheLedgerBeforeAndAfterItIsNoted() async throws {
        try test.add("a", from: 1000, values(30), rows: 50)
        let down = RecordingDestination { _ in .unavailable("down") }
        _ = try await forwarder(down).run()
        try test.add("a", from: 1030, values(100), rows: 50)
        #expect(try await sums(down) == Sums(130, 0, 0, 50, 80))
        let before = try await forwarder(down).ledgers()[0].entries
        #expect(before.map(\.rows) == [80] && before[0].first.seconds == 1000 && before[0].last.seconds == 1079)
        _ = try await forwarder(down).run()
        #expect(try await sums(down) == Sums(130, 0, 0, 50, 80))
        #expect(try await forwarder(down).ledgers()[0].entries == before)
        // A span that goes on is one.
        try test.add("a", from: 1130, values(10), rows: 50)
        _ = try await forwarder(RecordingDestination()).run()
        #expect(try await sums(down) == Sums(140, 50, 0, 0, 90))
        #expect(try await forwarder(down).ledgers()[0].entries.map(\.rows) == [90])
    }

    @Test func whatIsTooOldIsInTheLedger() async throws {
        try test.add("a", from: 1901, values(50) + [nil, nil] + values(48))
        var settings = DeliverySettings()
        settings.maxAge = Interval(seconds: 40)
        let destination = RecordingDestination(batchLimit: 30)
        let history = History(test.prefix, LogRecorder().logger)
        let store = try CursorStore(test.prefix) { Issue.record("\($0)") }
        let delivery = Delivery(destination, history, store, settings, now: { WallClock(seconds: 2000) })
        let report = await delivery.run(try await history.survey([]))
        #expect(report.losses.map(\.rows).reduce(0, +) == 57 && report.errors.isEmpty)
        #expect(try await sums(destination, settings) == Sums(100, 41, 2, 0, 57))
        #expect(destination.accepted.map(\.time.seconds) == Array(1960...2000))
        let entries = try await forwarder(destination).ledgers()[0].entries
        #expect(entries.allSatisfy { $0.cause == "old" } && entries.first?.first.seconds == 1901)
        #expect(entries.last?.last.seconds == 1959)
    }

    @Test func aMetricWithoutANameInTheStoreIsInTheLedger() async throws {
        struct Picky: Destination {
            static let schemes: [String] = []
            let name = "picky"
            let batchLimit = 10
            func storeName(of metric: MetricName) -> StoreName {
                metric.base == "b" ? .impossible("no b") : .named(metric.base == "c" ? "a" : metric.base)
            }
            func send(_ samples: ArraySlice<Sample>) async -> Outcome {
                samples.allSatisfy { $0.metric.base == "a" } ? .delivered : .unavailable("what is that?")
            }
        }
        for name in ["a", "b", "c"] { try test.add(name, from: 1000, [1, nil, 3]) }
        let report = try await forwarder(Picky()).run()[0]
        #expect(report.errors == ["c is kept: in the store its name would be that of a, a"])
        #expect(report.losses.map(\.cause) == [.sanitised])
        #expect(try await sums(Picky()) == Sums(9, 2, 3, 2, 2))
    }

    @Test func coarseRowsAreDeliveredSlots() async throws {
        try test.add("a", from: 1000, values(1253), rows: 100)
        var settings = DeliverySettings()
        settings.coarse = true
        let destination = RecordingDestination()
        _ = try await forwarder(destination, settings).run()
        // From the first coarse row on, 1251 to 1260.
        #expect(try await sums(destination, settings) == Sums(1002, 1002, 0, 0, 0))
        try test.add("a", from: 2253, values(1300), rows: 100)
        #expect(try await sums(destination, settings) == Sums(2302, 1002, 0, 1002, 298))
        _ = try await forwarder(destination, settings).run()
        let status = try await forwarder(destination, settings).status()[0]
        #expect(status.unbalanced.isEmpty)
        #expect(status.counts.coarse > 1700)
        #expect(try await sums(destination, settings) == Sums(2302, 2004, 0, 0, 298))
    }

    @Test(arguments: [true, false])
    func aFileThatIsMovedAsideTakesWhatWasPendingIntoTheLedger(isKnown: Bool) async throws {
        let destination = RecordingDestination()
        try test.add("a", from: 1000, values(100))
        _ = try await forwarder(destination).run()
        try test.add("a", from: 1100, values(20))
        if isKnown {
            try move("a.rrd", to: "a.rrd.bak-1200")
        } else {
            try FileManager.default.removeItem(atPath: test.directory.file("a.rrd"))
        }
        try test.add("a", from: 1200, values(10))
        // Where nobody can know which rows there were, all of them are lost.
        let expected = isKnown ? Sums(210, 100, 80, 10, 20) : Sums(210, 100, 0, 10, 100)
        #expect(try await sums(destination) == expected)
        let report = try await forwarder(destination).run()[0]
        #expect(report.losses.map(\.cause) == [.replaced])
        #expect(destination.accepted.last?.time.seconds == 1209)
        let after = Sums(210, 110, expected.gaps, 0, expected.ledgered)
        #expect(try await sums(destination) == after)
    }

    @Test(arguments: [1, 10])
    func aFileThatIsBegunAnewMayHaveLostRowsItself(step: Int) async throws {
        let destination = RecordingDestination()
        try test.add("a", from: 1000, values(100), rows: 50)
        _ = try await forwarder(destination).run()
        try test.add("a", from: 1100, values(10), rows: 50)
        try move("a.rrd", to: "a.rrd.bak-1110")
        try test.add("a", from: 1110, values(80), step: step, rows: 50)
        // Ten went with the former file, and thirty have left the new one.
        #expect(try await sums(destination) == Sums(140, 50, 0, 50, 40))
        _ = try await forwarder(destination).run()
        #expect(try await sums(destination) == Sums(140, 100, 0, 0, 40))
        let causes = try await forwarder(destination).ledgers()[0].entries.map(\.cause)
        #expect(causes == ["replaced", "expired"])
    }

    @Test func aDamagedFileThatIsMovedAsideTellsNothing() async throws {
        let destination = RecordingDestination()
        try test.add("a", from: 1000, values(100))
        _ = try await forwarder(destination).run()
        // One of an earlier time is there, too.
        try replace("a.rrd", byCopy: "a.rrd.bak-1050")
        try test.directory.write([1, 2, 3], to: "a.rrd.corrupt-1200")
        try test.add("a", from: 1200, values(10))
        #expect(try await sums(destination) == Sums(210, 100, 0, 10, 100))
    }

    @Test func anotherIntervalBeginsAnew() async throws {
        let destination = RecordingDestination()
        try test.add("a", from: 1000, values(100))
        _ = try await forwarder(destination).run()
        try test.add("a", from: 1100, values(5))
        try move("a.rrd", to: "a.rrd.bak-1200")
        try test.add("a", from: 1200, values(6), step: 10)
        #expect(try await sums(destination) == Sums(111, 100, 0, 6, 5))
        _ = try await forwarder(destination).run()
        #expect(try await sums(destination) == Sums(111, 106, 0, 0, 5))
        #expect(destination.accepted.suffix(6).map(\.time.seconds) == Array(stride(from: 1200, through: 1250, by: 10)))
    }

    @Test func aCopyOfAFileIsTheSameHistory() async throws {
        let destination = RecordingDestination()
        try test.add("a", from: 1000, values(100))
        _ = try await forwarder(destination).run()
        try replace("a.rrd", byCopy: "copy")
        try move("copy", to: "a.rrd")
        try test.add("a", from: 1100, [nil, 2, 3])
        _ = try await forwarder(destination).run()
        #expect(try await sums(destination) == Sums(103, 102, 1, 0, 0))
    }

    @Test func aFileThatIsGoneStillCounts() async throws {
        let destination = RecordingDestination()
        try test.add("a", from: 1000, values(100))
        try test.add("b", from: 1000, values(10))
        _ = try await forwarder(destination).run()
        try FileManager.default.removeItem(atPath: test.directory.file("a.rrd"))
        #expect(try await sums(destination) == Sums(110, 110, 0, 0, 0))
    }

    @Test func whatIsNotWantedIsNotPending() async throws {
        let destination = RecordingDestination()
        for name in ["a", "b"] { try test.add(name, from: 1000, values(10)) }
        var settings = DeliverySettings()
        settings.selection.exclude = [try MetricPattern("b")]
        _ = try await forwarder(destination, settings).run()
        #expect(try await sums(destination, settings) == Sums(10, 10, 0, 0, 0))
        _ = try await forwarder(destination).run()
        #expect(try await sums(destination) == Sums(20, 20, 0, 0, 0))
    }

    @Test func theOriginalsCursorsCountWhatTheyHavePassed() async throws {
        try test.add("a", from: 1000, [1, 2, nil, 4, 5, 6])
        try test.directory.write([UInt8]("1003.7".utf8), to: "a.pos")
        let destination = RecordingDestination()
        #expect(try await sums(destination) == Sums(6, 3, 1, 2, 0))
        _ = try await forwarder(destination).run()
        #expect(destination.accepted.map(\.value) == [5, 6])
        #expect(try await sums(destination) == Sums(6, 5, 1, 0, 0))
    }

    /// A database of the version before there were accounts.
    @Test func anEarlierDatabaseIsBroughtUpToDate() async throws {
        try test.add("a", from: 1000, values(200), rows: 100)
        let database = try Database(path: test.directory.file("delivery.db"))
        for statement in [
            """
            CREATE TABLE cursors (destination TEXT NOT NULL, metric TEXT NOT NULL, time INTEGER NOT NULL,
            PRIMARY KEY (destination, metric)) WITHOUT ROWID
            """,
            """
            CREATE TABLE losses (destination TEXT NOT NULL, metric TEXT NOT NULL, cause TEXT NOT NULL,
            first INTEGER NOT NULL, last INTEGER NOT NULL, rows INTEGER NOT NULL, detail TEXT NOT NULL,
            PRIMARY KEY (destination, metric, cause)) WITHOUT ROWID
            """,
            "CREATE TABLE holds (destination TEXT PRIMARY KEY, until INTEGER NOT NULL) WITHOUT ROWID",
            "INSERT INTO cursors VALUES ('recording', 'a', 1150)",
            "INSERT INTO losses VALUES ('recording', 'a', 'expired', 1020, 1029, 10, 'expired from the archive unsent')",
            "INSERT INTO losses VALUES ('recording', 'a', 'refused', 1120, 1120, 1, 'value 120.0 refused: no')",
        ] { try database.execute(statement) }
        let destination = RecordingDestination()
        #expect(try await sums(destination) == Sums(180, 120, 0, 49, 11))
        _ = try await forwarder(destination).run()
        #expect(destination.accepted.first?.time.seconds == 1151)
        #expect(try await sums(destination) == Sums(180, 169, 0, 0, 11))
        #expect(try await forwarder(destination).ledgers()[0].entries.count == 2)
    }

    /// The ledger of a series is bounded, and its sum stays right.
    @Test func aLedgerOfManySpansIsMerged() async throws {
        try test.add("a", from: 1000, values(700), rows: 1000)
        let destination = RecordingDestination { samples in
            .partly(
                samples.indices.filter { samples[$0].value.truncatingRemainder(dividingBy: 3) == 0 }.map {
                    Refusal($0, "no")
                }
            )
        }
        _ = try await forwarder(destination).run()
        #expect(try await sums(destination) == Sums(700, 466, 0, 0, 234))
        let entries = try await forwarder(destination).ledgers()[0].entries
        #expect(entries.count == 100 && entries.reduce(0) { $0 + $1.rows } == 234)
    }

    /// Random outages, refusals, gaps, expiries and file changes: the rule holds after each step.
    @Test(arguments: UInt64(1)...8)
    func theRuleHoldsAtEveryMoment(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        var time = 1000
        var settings = DeliverySettings()
        settings.coarse = seed.isMultiple(of: 2)
        for round in 0..<40 {
            for name in ["a", "b", "c"] where Int.random(in: 0..<4, using: &random) > 0 {
                let values = (0..<Int.random(in: 1...90, using: &random)).map { index in
                    Int.random(in: 0..<5, using: &random) == 0 ? nil : Double(time + index)
                }
                let header = try? RoundRobinFile(path: test.directory.file(name + ".rrd")).header()
                if header?.lastUpdate ?? 0 < time { try test.add(name, from: time, values, rows: 60) }
            }
            time += Int.random(in: 1...100, using: &random)
            if Int.random(in: 0..<12, using: &random) == 0, try test.directory.names().contains("a.rrd") {
                try move("a.rrd", to: "a.rrd.bak-\(round)")
            }
            let mode = Int.random(in: 0..<5, using: &random)
            let destination = RecordingDestination(batchLimit: Int.random(in: 1...50, using: &random)) { samples in
                switch mode {
                case 0: .unavailable("down")
                case 1: samples[0].time.seconds % 3 == 0 ? .unavailable("down") : .delivered
                case 2: samples.contains { $0.time.seconds % 17 == 0 } ? .refused("no") : .delivered
                case 3: samples.count > 4 ? .tooLarge("413") : .delivered
                default: .delivered
                }
            }
            settings.retry = Interval(seconds: 1)
            let history = History(test.prefix, LogRecorder().logger, now: { WallClock(seconds: 1_000_000) })
            let store = try CursorStore(test.prefix) { Issue.record("\($0)") }
            // A clock of its own: no wait for a back-off.
            let clock = WallClock(seconds: 10_000 * (round + 1))
            let report = try await Delivery(destination, history, store, settings, now: { clock }).run(
                history.survey([])
            )
            #expect(report.errors.isEmpty, "\(report.errors)")
            _ = try await sums(destination, settings)
        }
    }
}
