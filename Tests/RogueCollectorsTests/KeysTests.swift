import Foundation
import Rogue
import RogueTestSupport
import Testing

@testable import RogueCollectors

/// Each bucket once, at any interval.
@Suite struct KeysTests {
    private static let origin = 1_795_219_680
    private let folder: TemporaryDirectory
    private let clock = SettableClock(origin)
    private var machine: Machine { Machine(state: folder.path) }

    init() throws {
        folder = try TemporaryDirectory()
    }

    /// Bucket `index` with so many presses, each held for 100 ms more than the one before.
    private func bucket(_ index: Int, _ presses: Int) -> KeyBucket {
        var bucket = KeyBucket(start: Self.origin + index * 30)
        bucket.presses = UInt64(presses)
        bucket.hold = KeyTiming(count: UInt64(presses), microseconds: UInt64(presses * presses) * 100_000)
        bucket.upDown = KeyTiming(count: UInt64(presses), microseconds: UInt64(presses) * 250_000)
        return bucket
    }

    private func write(_ buckets: [KeyBucket], first: Int = 100) throws {
        try KeyStateFile(in: folder.path).write(KeyState(first: UInt64(first), buckets: buckets))
    }

    private func collector() throws -> Keys {
        try Keys(machine) { [clock] in clock.value }
    }

    @Test func oneBucketIsWhatTheOriginalGave() throws {
        try write([])
        var keys = try collector()
        var bucket = self.bucket(0, 3)
        bucket.downDown = KeyTiming(count: 2, microseconds: 700_001)
        try write([bucket])
        clock.advance(by: 31)
        #expect(
            try keys.look() == [
                Reading(Keys.count, 3.0), Reading(Keys.downDown, 0.350_000_5), Reading(Keys.upDown, 0.25),
                Reading(Keys.hold, 0.3),
            ]
        )
        #expect(try keys.look() == [])
    }

    /// The original sampled the newest bucket only: of ten, nine were lost.
    @Test func countsAreMeansOfBucketsAndTimingsOfPresses() throws {
        try write([])
        var keys = try collector()
        try write([bucket(0, 1), bucket(1, 0), bucket(2, 3), bucket(3, 0)])
        clock.advance(by: 125)
        let readings = try keys.look()
        #expect(readings.gauge("KeyCount") == 1)
        #expect(readings.gauge("KeyHold") == 0.25)
        #expect(readings.gauge("KeyDownDown") == 0)
    }

    @Test(arguments: [1, 7, 30, 45, 60, 300, 3_600, 86_400])
    func eachBucketIsUsedOnce(interval: Int) throws {
        try write([])
        var keys = try collector()
        let count = max(40, 2 * interval / 30)
        var (used, presses, first) = (0, 0.0, 0)
        let buckets = (0..<count).map { bucket($0, $0 % 7) }
        for time in stride(from: 1, through: count * 30 + interval + 1, by: 1) {
            clock.advance()
            // It is written as it ends, and only a day is kept.
            if time % 30 == 0, time / 30 <= count {
                first = max(0, time / 30 - KeyState.limit)
                if interval <= 300 || time % 3_600 == 0 || time / 30 == count {
                    try write(Array(buckets[first..<time / 30]), first: 100 + first)
                }
            }
            guard time % interval == 0 else { continue }
            let over = min(count, (time - 1) / 30)
            let readings = try keys.look()
            #expect(readings.isEmpty == (over == used))
            presses += (readings.gauge("KeyCount") ?? 0) * Double(over - used)
            used = over
        }
        #expect(used == count)
        #expect(abs(presses - buckets.reduce(0) { $0 + Double($1.presses) }) < 1e-6)
    }

    /// A bucket that is written as the tick reads shall not depend on which comes first.
    @Test func atTheGridItselfTheLatestBucketIsLeftToTheNextTick() throws {
        try write([])
        var keys = try collector()
        try write([bucket(0, 4)])
        clock.advance(by: 30)
        #expect(try keys.look() == [])
        try write([bucket(0, 4), bucket(1, 6)])
        clock.advance(by: 30)
        #expect(try keys.look().gauge("KeyCount") == 4)
        clock.advance(by: 30)
        #expect(try keys.look().gauge("KeyCount") == 6)
    }

    @Test func aRestartCountsNothingTwice() throws {
        clock.advance(by: 65)
        try write([bucket(0, 5), bucket(1, 6)])
        var keys = try collector()
        #expect(try keys.look() == [])
        try write([bucket(0, 5), bucket(1, 6), bucket(2, 7)])
        clock.advance(by: 60)
        #expect(try keys.look().gauge("KeyCount") == 7)
    }

    @Test func aFileThatComesLaterHasOnlyWhatEndsAfterTheStart() throws {
        clock.advance(by: 65)
        var keys = try collector()
        #expect { try keys.look() } throws: { "\($0)".hasSuffix("keys.state: No such file or directory") }
        try write([bucket(0, 5), bucket(1, 6), bucket(2, 7)])
        clock.advance(by: 60)
        #expect(try keys.look().gauge("KeyCount") == 7)
    }

    @Test func damageIsAnErrorAndCostsNoBucket() throws {
        try write([])
        var keys = try collector()
        try write([bucket(0, 5), bucket(1, 7)])
        let bytes = try folder.read("keys.state")
        clock.advance(by: 90)
        for cut in 0..<bytes.count {
            try folder.write(bytes.prefix(cut), to: "keys.state")
            #expect(throws: StorageError.self) { try keys.look() }
        }
        try write([bucket(0, 5), bucket(1, 7)])
        #expect(try keys.look().gauge("KeyCount") == 6)
    }

    @Test func aFileThatIsMadeAnewIsNew() throws {
        try write([bucket(0, 5)])
        var keys = try collector()
        clock.advance(by: 40)
        #expect(try keys.look().gauge("KeyCount") == 5)
        // Removed, and begun again by a counter whose clock was behind.
        try write([bucket(0, 1), bucket(1, 3)], first: 3)
        clock.advance(by: 40)
        #expect(try keys.look().gauge("KeyCount") == 2)
        #expect(try keys.look() == [])
    }

    @Test func aClockThatWasSetBackStopsNothing() throws {
        try write([bucket(120, 9)])
        var keys = try collector()
        _ = try keys.look()
        try write([bucket(120, 9), bucket(0, 2)])
        clock.advance(by: 31)
        #expect(try keys.look().gauge("KeyCount") == 2)
    }

    @Test func withoutAFolderItCannotBeMade() {
        #expect { try Keys(Machine()) } throws: { "\($0)" == "keys.state: there is no folder for it" }
    }
}
