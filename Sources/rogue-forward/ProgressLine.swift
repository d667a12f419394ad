import RogueCommand
import Synchronization

/// A line on a terminal that shows how far a long delivery is; nothing where it is a short one.
final class ProgressLine: Sendable {
    private struct State {
        var done = 0
        var shown: ContinuousClock.Instant?
    }

    private let total: Int
    private let start = ContinuousClock.now
    private let state = Mutex(State())

    init(total: Int) {
        self.total = total
    }

    /// Notes that so many rows more are settled; shows it a few times a second, from the first second on.
    func advance(_ rows: Int) {
        state.withLock { state in
            state.done += rows
            let now = ContinuousClock.now
            guard now - start > .seconds(1), now - (state.shown ?? start) > .milliseconds(200) else { return }
            state.shown = now
            let rate = Double(state.done) / ((now - start) / .seconds(1))
            StandardError.write("\r\(state.done) of \(total) rows, \(Int(rate)) rows/s\u{1b}[K")
        }
    }

    /// Clears the line.
    func finish() {
        state.withLock { if $0.shown != nil { StandardError.write("\r\u{1b}[K") } }
    }
}
