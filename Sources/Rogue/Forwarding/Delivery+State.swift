extension Delivery {
    /// The longest time that a destination may ask for, so that no clock that was wrong for a moment ends delivery.
    private static let longestHold = 3_600

    /// Whether the destination may be tried now, or could be after a wait.
    ///
    /// What it asked for is honoured by going away; the back-off after a failure is waited for, where there is time: the
    /// machines of a site that try again after an outage shall not all come at the same second.
    func isWelcome() async throws -> Bool {
        let wait = state.until - now().milliseconds
        guard (1...Self.longestHold * 1_000).contains(wait) else { return true }
        report.wait = .milliseconds(wait)
        let seconds = (wait + 999) / 1_000
        if state.isAsked {
            report.kept = "it asked to be left alone for another \(seconds) s"
            return false
        }
        pace.pause(.milliseconds(wait))
        guard try await pace.wait() else {
            report.kept = "it is tried again in \(seconds) s, after \(state.failures) failures: \(state.error)"
            return false
        }
        report.wait = .zero
        return !Task.isCancelled
    }

    /// Takes note that the destination could not be reached, or wants to be left alone for so many seconds.
    ///
    /// Full jitter: any time up to a limit that doubles with each failure, from a second to the longest that is set.
    func failed(_ why: String, askedFor seconds: Int?) {
        state.failures += 1
        noteError(why)
        let limit = min(settings.retry.seconds * 1_000, 1_000 << min(state.failures - 1, 20))
        let wait = seconds.map { min(max($0, 0), Self.longestHold) * 1_000 } ?? Int.random(in: 0...limit)
        state.until = now().milliseconds + wait
        state.isAsked = seconds != nil
        report.wait = .milliseconds(wait)
    }

    /// Takes note of what the destination said when it refused samples.
    func refused(_ why: String) {
        lastRefusal = why
        noteError(why)
    }

    private func noteError(_ why: String) {
        state.error = why
        state.errorTime = now().timestamp
    }

    /// Takes note of how much a run has delivered, and how fast.
    func noteRun(since begin: ContinuousClock.Instant) {
        guard report.delivered > 0 else { return }
        state.rows = report.delivered
        state.milliseconds = max(1, Int((ContinuousClock.now - begin) / .milliseconds(1)))
    }
}
