import Glibc

/// A moment, by two clocks, in microseconds.
package struct KeyTime: Hashable, Sendable {
    /// By the clock that lengths of time are measured with: of a device, CLOCK_MONOTONIC, which nobody sets.
    package let clock: Int64
    /// Since 1970, by the wall clock: what decides about the bucket.
    package let wall: Int64

    /// A moment by both clocks.
    package init(clock: Int64, wall: Int64) {
        self.clock = clock
        self.wall = wall
    }

    /// A moment of a recording, which has one clock only.
    package init(recorded microseconds: Int64) {
        self.init(clock: microseconds, wall: microseconds)
    }

    /// This moment.
    package static var now: KeyTime {
        KeyTime(clock: microseconds(CLOCK_MONOTONIC), wall: microseconds(CLOCK_REALTIME))
    }

    /// The moment of an event that carries the measuring clock's time, seen from this moment.
    func event(at clock: Int64) -> KeyTime {
        KeyTime(clock: clock, wall: clock &+ (wall &- self.clock))
    }

    /// When the bucket of this moment begins, in seconds.
    var bucketStart: Int {
        Timestamp(Int(wall / 1_000_000)).floored(to: KeyBucket.seconds).seconds
    }

    private static func microseconds(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
    }
}
