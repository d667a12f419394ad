import Testing

@testable import Rogue

/// Buckets as time passes, and as clocks are set.
@Suite struct KeyBucketsTests {
    private static let origin = 1_795_219_680
    private static let number = UInt64(origin / 30)

    /// A moment: seconds by the measuring clock, and by the wall clock where that is another.
    private func time(_ clock: Double, wall: Double? = nil) -> KeyTime {
        let origin = Double(Self.origin)
        return KeyTime(clock: Int64(clock * 1e6), wall: Int64((origin + (wall ?? clock)) * 1e6))
    }

    private func press(_ time: KeyTime) -> KeyEvent {
        KeyEvent(.press, KeyEvent.Key(device: 0, code: 30), at: time)
    }

    /// The starts of the buckets, in buckets from the first one.
    private func slots(_ state: KeyState) -> [Int] { state.buckets.map { ($0.start - Self.origin) / 30 } }

    @Test func emptyBucketsAreBucketsToo() {
        var buckets = KeyBuckets()
        for second in stride(from: 17.0, through: 100, by: 1) { buckets.advance(to: time(second)) }
        #expect(slots(buckets.closed) == [0, 1, 2] && buckets.closed.first == Self.number)
        #expect(slots(buckets.all) == [0, 1, 2, 3])
    }

    @Test func aProgramThatWasHeldUpMissesNone() {
        var buckets = KeyBuckets()
        buckets.advance(to: time(29.9))
        buckets.advance(to: time(150.1))
        #expect(slots(buckets.closed) == [0, 1, 2, 3, 4])
    }

    @Test(arguments: [8 * 3_600.0, 600])
    func sleepAndAClockSetForwardMakeNoBuckets(jump: Double) {
        var buckets = KeyBuckets()
        buckets.advance(to: time(1))
        buckets.take(press(time(2)))
        buckets.take(press(time(3, wall: 3 + jump)))
        #expect(slots(buckets.all) == [0, Int(jump) / 30])
        #expect(buckets.all.buckets.map(\.presses) == [1, 1])
        // The measuring clock was not set: a second, and it is shorter than a pause.
        #expect(buckets.all.buckets.last?.downDown == KeyTiming(count: 1, microseconds: 1_000_000))
    }

    @Test func aClockSetBackALittle() {
        var buckets = KeyBuckets()
        buckets.take(press(time(31)))
        buckets.take(press(time(32, wall: 29)))
        buckets.take(press(time(33, wall: 30)))
        buckets.advance(to: time(63, wall: 60))
        #expect(slots(buckets.closed) == [1] && buckets.closed.buckets.map(\.presses) == [3])
    }

    @Test func aClockSetBackByFarLosesAndRepeatsNothing() {
        var buckets = KeyBuckets()
        buckets.take(press(time(3_600)))
        buckets.advance(to: time(3_631))
        let next = buckets.next
        buckets.take(press(time(3_635, wall: 5)))
        buckets.advance(to: time(3_665, wall: 35))
        #expect(slots(buckets.closed) == [120, 121, 0] && buckets.next == next + 2)
    }

    @Test func onlyADayIsKeptAndNumbersGoOn() {
        var buckets = KeyBuckets()
        for index in 0..<3_000 { buckets.advance(to: time(Double(index) * 30)) }
        #expect(buckets.closed.buckets.count == KeyState.limit && buckets.next == Self.number + 2_999)
        #expect(slots(buckets.closed) == Array((2_999 - KeyState.limit)..<2_999))
    }

    @Test func aRestartGoesOnWithTheSameBucket() {
        var buckets = KeyBuckets()
        buckets.advance(to: time(1))
        buckets.take(press(time(31)))
        var again = KeyBuckets(after: buckets.all)
        again.take(press(time(1, wall: 50)))
        again.advance(to: time(12, wall: 61))
        #expect(slots(again.closed) == [0, 1] && again.closed.buckets.map(\.presses) == [0, 2])
        #expect(again.closed.first == Self.number)
        // After a pause, time that was not seen is no bucket, and numbers have no gap.
        var later = KeyBuckets(after: again.closed)
        later.take(press(time(1, wall: 3_000)))
        #expect(slots(later.all) == [0, 1, 100] && later.all.next == Self.number + 3)
    }
}
