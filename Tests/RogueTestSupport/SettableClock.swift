package import Rogue
import Synchronization

/// A clock that shows what the test says, and the machine's own, which nobody sets, beside it.
package final class SettableClock: Sendable {
    private let times: Mutex<(wall: Int, uptime: Int)>

    package init(_ seconds: Int) {
        times = Mutex((seconds, 1_000))
    }

    package var value: WallClock { WallClock(seconds: times.withLock(\.wall)) }

    /// Seconds since the machine started.
    package var uptime: Double { Double(times.withLock(\.uptime)) }

    /// Steps the wall clock to a time; for the machine none has passed.
    package func set(_ seconds: Int) {
        times.withLock { $0.wall = seconds }
    }

    /// Lets time pass; the machine may have slept meanwhile.
    package func advance(by seconds: Int = 1) {
        times.withLock { $0 = ($0.wall + seconds, $0.uptime + seconds) }
    }
}
