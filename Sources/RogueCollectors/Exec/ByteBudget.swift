/// How many bytes may be read within each second.
struct ByteBudget {
    let perSecond: Int
    private var start = 0.0
    private var spent = 0

    init(perSecond: Int) {
        self.perSecond = perSecond
    }

    /// What may still be read at `now`, in seconds of the monotonic clock.
    mutating func left(_ now: Double) -> Int {
        if now >= refill {
            start = now
            spent = 0
        }
        return perSecond - spent
    }

    /// Notes that so many were read, at most what was left.
    mutating func spend(_ count: Int) {
        spent += count
    }

    var isSpent: Bool { spent >= perSecond }

    /// When there is a new second's budget.
    var refill: Double { start + 1 }
}
