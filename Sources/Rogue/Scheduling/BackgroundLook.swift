package import Dispatch
import Synchronization

/// A look at something that may never answer: on a thread of its own, at most one at a time.
///
/// Whoever asks starts a look and takes what has come by the deadline. One that was late is not waited for again until a
/// look has been in time, so that what hangs costs its own answer and, once, the patience of the asker.
package final class BackgroundLook<Value: Sendable>: Sendable {
    private struct State {
        var begun: DispatchTime?
        /// Whether the look under way, or the last one, took longer than the patience.
        var isLate = false
        /// What the last look found, until somebody takes it, and when that look began.
        var found: (result: Result<Value, any Error>, begun: DispatchTime)?
    }

    private let state = Mutex(State())
    private let underWay = DispatchGroup()
    private let queue = DispatchQueue(label: "rogue.background")
    private let patience: DispatchTimeInterval
    private let oldest: DispatchTimeInterval
    private let look: @Sendable () throws -> Value

    /// A look that is late after `patience`, and what it finds of no use any more when the look began before `oldest`.
    package init(
        patience: DispatchTimeInterval = .milliseconds(250),
        oldest: DispatchTimeInterval = .seconds(600),
        look: @escaping @Sendable () throws -> Value
    ) {
        self.patience = patience
        self.oldest = oldest
        self.look = look
    }

    /// Whether a look has begun and not ended.
    package var isUnderWay: Bool { state.withLock { $0.begun != nil } }

    /// Begins a look, unless one is under way; answers by when it is to have ended.
    @discardableResult
    package func start() -> DispatchTime {
        let now = DispatchTime.now()
        let isFree = state.withLock { state in
            guard state.begun == nil else { return false }
            state.begun = now
            return true
        }
        if isFree {
            underWay.enter()
            queue.async { self.run() }
        }
        return now + patience
    }

    /// What the latest look found, once; `nil` where none has ended by `deadline` since the last call.
    package func take(by deadline: DispatchTime) -> Result<Value, any Error>? {
        let isWorthWaiting = state.withLock { !$0.isLate }
        if isWorthWaiting, underWay.wait(timeout: deadline) == .timedOut {
            state.withLock { $0.isLate = $0.begun != nil }
        }
        return state.withLock { state in
            defer { state.found = nil }
            guard let found = state.found, DispatchTime.now() < found.begun + oldest else { return nil }
            return found.result
        }
    }

    private func run() {
        let result = Result { try look() }
        state.withLock { state in
            guard let begun = state.begun else { return }
            state.begun = nil
            state.isLate = DispatchTime.now() > begun + patience
            state.found = (result, begun)
        }
        underWay.leave()
    }
}
