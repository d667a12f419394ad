/// How fast a delivery may go, and until when.
struct Pace {
    /// How many samples a second at the most; `nil` for no limit.
    let rate: Int?
    /// When it has to end; `nil` for when all is delivered.
    let deadline: ContinuousClock.Instant?
    /// When the next samples may go.
    private var next = ContinuousClock.now

    init(rate: Int?, deadline: ContinuousClock.Instant?) {
        self.rate = rate
        self.deadline = deadline
    }

    /// Waits until the next samples may go; answers `false`, at once, where the deadline comes before that.
    func wait() async throws -> Bool {
        if let deadline, max(next, .now) >= deadline { return false }
        if next > .now { try await Task.sleep(until: next) }
        return true
    }

    /// The next samples may not go before so much time has passed.
    mutating func pause(_ time: Duration) {
        next = max(next, .now + time)
    }

    /// So many samples have gone.
    mutating func sent(_ count: Int) {
        guard let rate else { return }
        next = max(next, .now) + .seconds(Double(count) / Double(rate))
    }
}
