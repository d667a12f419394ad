import Dispatch

/// Holds up the threads of a test's servers until it is opened; then lets everybody through.
package final class Turnstile: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    package init() {}

    package func open() {
        semaphore.signal()
    }

    /// Returns when it is open; `false` where it does not open within a minute and a half.
    @discardableResult
    package func pass() -> Bool {
        guard semaphore.wait(timeout: .now() + .seconds(90)) == .success else { return false }
        // The next one's turn.
        semaphore.signal()
        return true
    }
}
