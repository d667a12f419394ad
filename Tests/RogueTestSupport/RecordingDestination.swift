package import Rogue
import Synchronization

/// A destination that keeps what it was given, and answers what the test says.
package final class RecordingDestination: Destination {
    package static let schemes = ["recording"]
    package let name: String
    package let batchLimit: Int

    private struct State {
        var calls: [[Sample]] = []
        var accepted: [Sample] = []
    }

    private let state = Mutex(State())
    private let answer: @Sendable ([Sample]) -> Outcome

    package init(
        _ name: String = "recording",
        batchLimit: Int = 1000,
        answer: @escaping @Sendable ([Sample]) -> Outcome = { _ in .delivered }
    ) {
        self.name = name
        self.batchLimit = batchLimit
        self.answer = answer
    }

    package func send(_ samples: ArraySlice<Sample>) async -> Outcome {
        let outcome = answer(Array(samples))
        state.withLock { state in
            state.calls.append(Array(samples))
            if outcome == .delivered { state.accepted += samples }
        }
        return outcome
    }

    /// What it was sent, call by call.
    package var calls: [[Sample]] { state.withLock(\.calls) }
    /// What it took.
    package var accepted: [Sample] { state.withLock(\.accepted) }
}
