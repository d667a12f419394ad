import Glibc

/// The time of day, to the nanosecond.
package struct WallClock: Hashable, Sendable {
    package let seconds: Int
    package let nanoseconds: Int

    package init(seconds: Int, nanoseconds: Int = 0) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    /// What the machine's clock says: `clock_gettime(CLOCK_REALTIME)`.
    package static var now: WallClock {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return WallClock(seconds: time.tv_sec, nanoseconds: time.tv_nsec)
    }

    /// The whole second that it is.
    package var timestamp: Timestamp { Timestamp(seconds) }

    /// Whole milliseconds since 1970.
    var milliseconds: Int { seconds * 1_000 + nanoseconds / 1_000_000 }

    /// The time from now until `time`; negative where it has passed.
    package func until(_ time: Timestamp) -> Duration {
        .seconds(time.seconds - seconds) - .nanoseconds(nanoseconds)
    }
}
