import Foundation
import Rogue
import RogueTestSupport
import Synchronization
import Testing

@Suite struct CursorStoreTests {
    let test: TestHistory
    let now = WallClock(seconds: 1_700_000_000)

    init() throws {
        test = try TestHistory()
    }

    private func store(warn: @Sendable (String) -> Void = { Issue.record("\($0)") }) throws -> CursorStore {
        try CursorStore(test.prefix, now: now, warn: warn)
    }

    private func originals(_ suffix: String = ".pos") -> OriginalCursors {
        OriginalCursors(test.prefix, suffix: suffix, now: now)
    }

    @Test func cursorsOfDestinationsAreApart() async throws {
        try await store().commit([MetricName("a"): Timestamp(1)], of: "x")
        try await store().commit([MetricName("a"): Timestamp(2), MetricName("b"): Timestamp(3)], of: "y")
        #expect(try await store().cursors(of: "x") == ["a": Timestamp(1)])
        #expect(try await store().cursors(of: "y") == ["a": Timestamp(2), "b": Timestamp(3)])
        #expect(try await store().cursors(of: "z").isEmpty)
    }

    @Test func garbageIsMovedAsideAndStated() async throws {
        for bytes in [[UInt8](repeating: 0x41, count: 9000), [UInt8]("SQLite format 3\0 and then nonsense".utf8)] {
            try test.directory.write(bytes, to: "delivery.db")
            try test.directory.write([1, 2, 3], to: "delivery.db-wal")
            let words = Mutex<[String]>([])
            let store = try store { word in words.withLock { $0.append(word) } }
            #expect(words.withLock(\.count) == 1)
            #expect(
                words.withLock(\.first)?.contains(
                    "moved aside to \(test.directory.file("delivery.db.corrupt-1700000000"))"
                ) == true
            )
            try await store.commit([MetricName("a"): Timestamp(1)], of: "x")
        }
        #expect(try test.directory.read("delivery.db.corrupt-1700000000").first == 0x41)
        #expect(try test.directory.names().contains("delivery.db.corrupt-1700000000+"))
        #expect(try await store().cursors(of: "x") == ["a": Timestamp(1)])
    }

    /// Whatever is damaged in the file: the store opens, with the cursors or, stated, without.
    @Test func noDamageStopsIt() async throws {
        for index in 0..<300 {
            try await store { _ in }.commit([MetricName("metric\(index)"): Timestamp(index)], of: "x")
        }
        let sound = try test.directory.read("delivery.db")
        var random = SeededGenerator(seed: 99)
        for _ in 0..<40 {
            var bytes = sound
            for _ in 0..<200 {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: .min ... .max, using: &random)
            }
            for name in try test.directory.names() {
                try FileManager.default.removeItem(atPath: test.directory.file(name))
            }
            try test.directory.write(bytes, to: "delivery.db")
            let store = try store { _ in }
            try await store.commit([MetricName("new"): Timestamp(5)], of: "x")
            #expect(try await store.cursors(of: "x")["new"] == Timestamp(5))
        }
    }

    @Test(arguments: [
        ("1600000000", 1_600_000_000), ("1600000000\n", 1_600_000_000), ("1600000000.52", 1_600_000_000),
        ("None", nil), ("", nil), ("garbage", nil), ("-5", nil), ("0", nil), ("nan", nil), ("inf", nil),
        ("1700000001", nil), ("99999999999999999999", nil), ("12 34", nil), (String(repeating: "1", count: 70), nil),
    ])
    func theOriginalsCursorsAreReadTolerantly(text: String, time: Int?) async throws {
        try test.add("CPUPercent", from: 1000, [1])
        try test.directory.write([UInt8](text.utf8), to: "CPUPercent.pos")
        let cursors = try await store().cursors(of: "x", orFrom: originals())
        #expect(cursors["CPUPercent"] == time.map { Timestamp($0) })
    }

    @Test func theOriginalsCursorsAreGivenToTheFirstWithoutCursorsOnly() async throws {
        try test.add("a", from: 1000, [1])
        try test.directory.write([UInt8]("1600000000".utf8), to: "a.pos")
        let store = try store()
        try await store.commit([MetricName("a"): Timestamp(9)], of: "old")
        #expect(try await store.cursors(of: "old", orFrom: originals()) == ["a": Timestamp(9)])
        #expect(try await store.cursors(of: "first", orFrom: originals(), dryRun: true).count == 1)
        #expect(try await store.cursors(of: "first").isEmpty)
        #expect(try await store.cursors(of: "first", orFrom: originals()) == ["a": Timestamp(1_600_000_000)])
        #expect(try await store.cursors(of: "second", orFrom: originals()).isEmpty)
        try await store.commit([MetricName("a"): Timestamp(1_600_000_300)], of: "first")
        #expect(try await self.store().cursors(of: "first", orFrom: originals()) == ["a": Timestamp(1_600_000_300)])
        try test.directory.write([UInt8]("1600000600".utf8), to: "a-csv.pos")
        #expect(try await store.cursors(of: "csv", orFrom: originals("-csv.pos")) == ["a": Timestamp(1_600_000_600)])
    }
}
