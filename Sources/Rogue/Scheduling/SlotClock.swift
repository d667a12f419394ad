/// Which slot of the wall clock's grid is due, and how long to wait for the next one.
package struct SlotClock: Hashable, Sendable {
    package let interval: Int
    /// The latest slot that was taken, or the one before the first.
    private var last: Timestamp

    /// A timer is armed anew at least this often: a wall clock that steps is noticed, and costs no slot.
    private static let longestWait = Duration.seconds(3)
    /// A rate needs some time since its first look: a first slot nearer than this is left out.
    private static let shortestLead = Duration.milliseconds(100)

    /// Starts with the first slot after `now`.
    package init(interval: Int, startingAt now: WallClock) {
        self.interval = interval
        self.last = now.timestamp.floored(to: interval)
        if now.until(last + interval) < Self.shortestLead { last = last + interval }
    }

    /// Takes the slot that `now` belongs to, unless it was taken already; slots that were missed are gone.
    package mutating func due(at now: WallClock) -> Timestamp? {
        let slot = now.timestamp.floored(to: interval)
        guard slot > last else { return nil }
        last = slot
        return slot
    }

    /// Begins anew with the slot that `now` belongs to: the clock was set by far.
    mutating func restart(at now: WallClock) {
        last = now.timestamp.floored(to: interval) - interval
    }

    /// Whether the clock stands before a slot that was taken already: it was set back.
    package func isAhead(of now: WallClock) -> Bool {
        now.timestamp < last - interval
    }

    /// How long to sleep at `now`: until the next slot, but only some seconds.
    package func wait(from now: WallClock) -> Duration {
        min(max(now.until(now.timestamp.floored(to: interval) + interval), .zero), Self.longestWait)
    }
}
