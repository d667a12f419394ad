import Glibc

/// Time that no one sets: what rates are computed by.
enum MonotonicClock {
    /// Seconds since some moment in the past; they stand still while the machine sleeps, as its devices do.
    static func seconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
