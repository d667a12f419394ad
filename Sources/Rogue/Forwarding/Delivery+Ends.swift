extension Delivery {
    /// A series without a row for so many seconds, or for two of its steps, has ended.
    private static let longestSilence = 300

    /// The series of which the store has all, which have ended, and of which it was not told so.
    ///
    /// The newest row of all is the measure, and not the clock: where no agent runs, nothing has ended.
    private func ends(_ survey: HistorySurvey) async throws -> [SeriesEnd] {
        guard destination is any EndingDestination else { return [] }
        let windows = survey.entries.compactMap { series in
            (try? series.look.get().finest).map { (series: series, window: $0) }
        }
        guard let newest = windows.map(\.window.end).max() else { return [] }
        let silent = windows.filter { series, window in
            guard let account = accounts[series.key], account.counts.delivered > 0 else { return false }
            return account.cursor == window.end && newest - window.end > max(Self.longestSilence, 2 * window.step)
        }
        guard !silent.isEmpty else { return [] }
        let told = try await store.ends(of: destination.name)
        return silent.filter { told[$0.series.key] != $0.window.end }
            .map { SeriesEnd($0.series.metric, last: $0.window.end) }
    }

    /// Tells the store of ends; of one that it will not hear of it is not told again.
    func tellEnds(_ survey: HistorySurvey) async throws {
        var rest = try await ends(survey)[...]
        guard !rest.isEmpty, try await isWelcome() else { return }
        while !rest.isEmpty, report.kept == nil, !Task.isCancelled {
            let some = Array(rest.prefix(destination.batchLimit))
            try await tellAtOnce(some)
            rest = rest.dropFirst(some.count)
        }
    }

    private func tellAtOnce(_ ends: [SeriesEnd]) async throws {
        guard let destination = destination as? any EndingDestination else { return }
        guard try await pace.wait() else {
            report.kept = "the deadline came first"
            return
        }
        let outcome = await destination.end(ends)
        pace.sent(ends.count)
        switch outcome {
        case .unavailable(let why, let seconds):
            report.kept = why
            failed(why, askedFor: seconds)
        case .refused where ends.count > 1, .tooLarge where ends.count > 1:
            for end in ends where report.kept == nil { try await tellAtOnce([end]) }
        case .delivered, .partly, .refused, .tooLarge:
            try await store.note(ends, of: destination.name)
        }
    }
}
