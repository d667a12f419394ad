import Glibc

/// Tells whether the wall clock was set, by a clock that nobody sets: the time since the machine started.
///
/// A step of up to a day is taken for what it says it is. One that is greater, as of a clock whose battery is empty, would
/// cost the files all they hold: it has to hold for a minute first.
struct ClockWatch {
    /// What a look tells.
    enum Verdict: Hashable {
        /// The clock runs on as it did, or was set by less than a day.
        case steady
        /// It was set by so many seconds, and that is not believed yet.
        case doubtful(Int)
        /// It was set by so many seconds, and has held since: it is believed from now on.
        case set(Int)
    }

    /// Seconds that the wall clock is ahead of the time since the start of the machine.
    private var offset: Double
    /// Since when it is by so much.
    private var since: Double
    /// The offset after a great step, and since when.
    private var doubt: (offset: Double, since: Double)?

    /// What is more than the clock's being disciplined, in seconds.
    private static let tolerance = 1.0
    private static let greatStep = Double(StrayHistory.distance)
    /// How long a clock has to hold to be believed, in seconds.
    private static let proof = 60.0

    init(_ now: WallClock, uptime: Double) {
        offset = now.fractional - uptime
        since = uptime
    }

    /// Whether the clock has not been set for a minute.
    func isProven(_ uptime: Double) -> Bool { doubt == nil && uptime - since >= Self.proof }

    /// Looks at both clocks.
    mutating func look(_ now: WallClock, uptime: Double) -> Verdict {
        let found = now.fractional - uptime
        let step = found - offset
        guard abs(step) > Self.greatStep else {
            if abs(step) > Self.tolerance { since = uptime }
            offset = found
            doubt = nil
            return .steady
        }
        if let doubt, abs(found - doubt.offset) <= Self.tolerance {
            guard uptime - doubt.since >= Self.proof else { return .doubtful(Int(step)) }
            (offset, since) = (found, doubt.since)
            self.doubt = nil
            return .set(Int(step))
        }
        doubt = (found, uptime)
        return .doubtful(Int(step))
    }
}

extension WallClock {
    /// Seconds since 1970.
    fileprivate var fractional: Double { Double(seconds) + Double(nanoseconds) / 1e9 }

    /// Seconds since the machine started, suspended or not: `clock_gettime(CLOCK_BOOTTIME)`.
    package static var uptime: Double {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
