package import Rogue
import Synchronization

/// A clock that shows what the test says.
package final class SettableClock: Sendable {
    private let time: Mutex<WallClock>

    package init(_ seconds: Int) {
        time = Mutex(WallClock(seconds: seconds))
    }

    package var value: WallClock { time.withLock(\.self) }

    package func set(_ seconds: Int) {
        time.withLock { $0 = WallClock(seconds: seconds) }
    }

    package func advance(by seconds: Int = 1) {
        time.withLock { $0 = WallClock(seconds: $0.seconds + seconds) }
    }
}
