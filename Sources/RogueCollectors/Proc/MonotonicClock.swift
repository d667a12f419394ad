import Glibc

/// Time that no one sets: what rates are computed by.
enum MonotonicClock {
    /// Seconds since some moment in the past; they stand still while the machine sleeps, as its devices do.
    static func seconds() -> Double {
        let time = time(CLOCK_MONOTONIC)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Microseconds of processor time that this program has taken, in all its threads.
    static func processorMicroseconds() -> UInt64 {
        let time = time(CLOCK_PROCESS_CPUTIME_ID)
        return UInt64(clamping: time.tv_sec) &* 1_000_000 &+ UInt64(clamping: time.tv_nsec / 1_000)
    }

    private static func time(_ clock: clockid_t) -> timespec {
        var time = timespec()
        clock_gettime(clock, &time)
        return time
    }
}
