/// The counters of one thing (a disk, an interface, a processor), from look to look, as far as they can be believed.
///
/// Counters go back: a driver resets them, 32 bits are full, idle time is taken back, or for a moment a device reports
/// zeros. A look in which one of them went back is doubted. If a later one goes on from the level before, the doubted
/// ones were a hiccup, and none got into the history, where each would have made a spike. If the next confirms the low
/// level (of zeros, the fifth), the counters did start anew, and for the history that is a step below 0: unknown.
struct CounterRow<let size: Int> {
    /// How far the counters came between two looks.
    struct Passed {
        let counts: InlineArray<size, UInt64>
        let seconds: Double
    }

    private var counts = InlineArray<size, UInt64>(repeating: 0)
    private var time: Double?
    private var doubts = 0
    /// How far the counters came up to the latest look; `nil` after the first one, a doubted one, and a new start.
    private(set) var passed: Passed?

    /// How many looks in a row a lower level is doubted, and one of nothing but zeros.
    private static var patience: Int { 1 }
    private static var patienceWithZeros: Int { 4 }

    /// Takes a look at a monotonic time in seconds, and says whether it can be believed.
    mutating func take(_ now: InlineArray<size, UInt64>, at time: Double) -> Bool {
        passed = nil
        if let before = self.time {
            if let counts = difference(to: now) {
                passed = Passed(counts: counts, seconds: time - before)
            } else {
                doubts += 1
                guard doubts > (Self.isZero(now) ? Self.patienceWithZeros : Self.patience) else { return false }
            }
        }
        (counts, self.time, doubts) = (now, time, 0)
        return true
    }

    /// How far all counters came, or `nil` where one went back.
    private func difference(to now: InlineArray<size, UInt64>) -> InlineArray<size, UInt64>? {
        var difference = now
        for index in difference.indices {
            let (step, wentBack) = now[index].subtractingReportingOverflow(counts[index])
            guard !wentBack else { return nil }
            difference[index] = step
        }
        return difference
    }

    private static func isZero(_ counts: InlineArray<size, UInt64>) -> Bool {
        for index in counts.indices where counts[index] != 0 { return false }
        return true
    }
}
