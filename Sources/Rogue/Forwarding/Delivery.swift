/// One run for one destination: everything that is pending is sent, batch by batch.
///
/// On a queue of its own, for `Destination.send` blocks: a slow destination delays no other.
package actor Delivery {
    private let executor = SerialQueueExecutor(label: "rogue.delivery")
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    let destination: any Destination
    let settings: DeliverySettings
    let history: History
    let store: CursorStore
    let now: @Sendable () -> WallClock
    let progress: @Sendable (Int) -> Void
    var pace: Pace

    var report: DeliveryReport
    var state = DestinationState()
    var accounts: [String: Account] = [:]
    /// The series that have something pending, in their order; done with those before.
    var queue: ArraySlice<HistorySurvey.Entry> = []
    /// Series of which sample after sample is refused: kept, for the run.
    var blocked: Set<String> = []
    /// Series that would have the name of another in the store: kept, too.
    var nameless: Set<String> = []
    /// Why the store can have no series of a name, by the metric's text form.
    var impossible: [String: String] = [:]
    /// Whether the destination took anything since a series was last blocked.
    var works = false
    /// What the destination said when it last refused something.
    var lastRefusal = ""
    /// How many samples it takes at once, as far as it said.
    var partLimit = Int.max

    /// `progress` is told how many more slots are settled.
    package init(
        _ destination: any Destination,
        _ history: History,
        _ store: CursorStore,
        _ settings: DeliverySettings = DeliverySettings(),
        until deadline: ContinuousClock.Instant? = nil,
        now: @escaping @Sendable () -> WallClock = { .now },
        progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.destination = destination
        self.settings = settings
        self.history = history
        self.store = store
        self.now = now
        self.progress = progress
        self.pace = Pace(rate: settings.rate, deadline: deadline)
        self.report = DeliveryReport(destination: destination.name)
    }

    /// Sends what is pending of the metrics that were looked at, and says how it went.
    ///
    /// A run elsewhere for the same destination is left to it.
    package func run(_ survey: HistorySurvey) async -> DeliveryReport {
        let begin = ContinuousClock.now
        do {
            let path = history.prefix.file("forward.\(destination.lockName).lock")
            guard let lock = try FileLock.take(path) else {
                report.isElsewhere = true
                return report
            }
            defer { withExtendedLifetime(lock) {} }
            state = try await store.state(of: destination.name)
            let former = state
            try await keepBooks(survey)
            if !queue.isEmpty, try await isWelcome() { try await drain() }
            if report.kept == nil { try await tellEnds(survey) }
            noteRun(since: begin)
            if state != former { try await store.note(state, of: destination.name) }
        } catch {
            report.errors.append("\(error)")
        }
        return report
    }

    /// Brings the accounts up to date, and finds out what is pending.
    private func keepBooks(_ survey: HistorySurvey) async throws {
        let known = try await store.known(of: destination.name)
        let books = Bookkeeper(history: history, coarse: coarse, now: now().timestamp)
        var (changed, losses): ([String: Account], [Loss]) = ([:], [])
        for series in survey.entries {
            do {
                let change = try await books.change(series, known[series.key])
                guard let account = change?.account ?? known[series.key]?.account else { continue }
                if let change { changed[series.key] = change.account }
                if let loss = change?.loss { losses.append(loss) }
                let look = try series.look.get()
                if look.finest.end > account.cursor { queue.append(series) }
                accounts[series.key] = account
            } catch {
                report.errors.append("\(error)")
            }
        }
        try await store.commit(changed, losses: losses, of: destination.name)
        report.note(losses)
        if !queue.isEmpty { judgeNames(survey) }
    }

    var coarse: Bool { settings.coarse ?? history.readsCoarse }

    /// Finds the series that have no name of their own in the store.
    private func judgeNames(_ survey: HistorySurvey) {
        var owners: [String: String] = [:]
        for series in survey.entries {
            switch destination.storeName(of: series.metric) {
            case .impossible(let why): impossible[series.key] = why
            case .named(let name):
                guard let owner = owners.updateValue(series.key, forKey: name) else { continue }
                owners[name] = owner
                nameless.insert(series.key)
                report.errors.append("\(series.key) is kept: in the store its name would be that of \(owner), \(name)")
            }
        }
    }

    private func drain() async throws {
        state.sent = now().milliseconds
        while report.kept == nil, !Task.isCancelled {
            let batch = try await nextBatch()
            guard !batch.segments.isEmpty else { break }
            try await settle(batch.gaps)
            if !batch.samples.isEmpty { try await deliver(batch) }
        }
        if report.kept == nil, let series = blocked.min() {
            report.kept =
                "it refuses \(series), \(lastRefusal)"
                + (blocked.count > 1 ? " and \(blocked.count - 1) more metrics" : "")
        }
    }
}
