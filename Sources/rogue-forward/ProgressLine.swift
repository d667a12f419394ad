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
            StandardError.write("\r\(text(done: state.done, after: (now - start) / .seconds(1)))\u{1b}[K")
        }
    }

    private static let width = 30

    /// `[######------------------------]  20 %  1000 of 5000 rows, 500 rows/s, 8 s left`.
    private func text(done: Int, after seconds: Double) -> String {
        let share = total > 0 ? min(1, Double(done) / Double(total)) : 1
        let filled = Int(share * Double(Self.width))
        let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: Self.width - filled)
        let rate = Double(done) / max(seconds, 0.001)
        let left = rate > 0 ? ", \(Int((Double(max(0, total - done)) / rate).rounded(.up))) s left" : ""
        return "[\(bar)] \(Int(share * 100)) %  \(done) of \(total) rows, \(Int(rate)) rows/s\(left)"
    }

    /// Clears the line.
    func finish() {
        state.withLock { if $0.shown != nil { StandardError.write("\r\u{1b}[K") } }
    }
}
