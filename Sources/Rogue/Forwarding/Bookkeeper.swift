/// Opens the accounts of a destination's series, and sees to it that they are of the files that are there.
struct Bookkeeper {
    /// An account that is new, or not what it was.
    struct Change {
        let account: Account
        var loss: Loss?
    }

    let history: History
    let coarse: Bool
    let now: Timestamp

    /// What has to be changed before anything is delivered; `nil` where nothing has.
    ///
    /// No file is read where the account is in order: for thousands of series with nothing new, each run comes by here.
    func change(_ series: HistorySurvey.Entry, _ known: KnownCursor?) async throws -> Change? {
        let look = try series.look.get()
        guard let account = known?.account else { return Change(account: try await opened(series, look, known)) }
        let window = look.finest
        if account.cursor > window.end, account.cursor > now {
            return Change(account: try await anew(series, look, closed: account))
        }
        guard account.file == look.file, account.step == window.step else {
            return try await replaced(account, series, look)
        }
        guard account.origin == nil, window.end > account.cursor else { return nil }
        guard let start = try await beginning(series, after: account.cursor) else { return nil }
        return Change(account: try await anew(series, look, from: start, closed: account))
    }

    /// The time before the first row that is known.
    private func beginning(_ series: HistorySurvey.Entry, after cursor: Timestamp? = nil) async throws -> Timestamp? {
        try await history.beginning(of: series.metric, after: cursor, coarse: coarse)
    }

    /// An account that begins with the first row that is known, beside slots of former files that are closed.
    private func anew(
        _ series: HistorySurvey.Entry,
        _ look: HistoryLook,
        from start: Timestamp? = nil,
        closed former: Account? = nil
    ) async throws -> Account {
        let begun = if let start { start } else { try await beginning(series) }
        return Account(
            file: look.file,
            step: look.finest.step,
            origin: begun.map { $0 + look.finest.step },
            cursor: begun ?? look.finest.end,
            closed: former?.settled ?? 0,
            counts: former?.counts ?? SlotCounts()
        )
    }

    /// The first account of a series, of which at most a cursor is known: the original's, or an earlier version's.
    ///
    /// What the cursor has passed was delivered, but for gaps and for what is in the ledger.
    private func opened(
        _ series: HistorySurvey.Entry,
        _ look: HistoryLook,
        _ known: KnownCursor?
    ) async throws -> Account {
        let (window, start) = (look.finest, try await beginning(series))
        guard let cursor = known?.time.floored(to: window.step), cursor <= window.end || cursor <= now else {
            return try await anew(series, look, from: start)
        }
        let lost = known?.losses
        let first = min(start ?? cursor, lost.map { $0.first.floored(to: window.step) - window.step } ?? cursor)
        let gaps = try await gaps(series, after: start ?? cursor, through: cursor)
        var counts = SlotCounts(ledgered: lost?.rows ?? 0, gaps: gaps)
        let origin = min(first, cursor) + window.step
        counts.delivered = max(0, (cursor - origin) / window.step + 1 - counts.total)
        let account = Account(file: look.file, step: window.step, origin: origin, cursor: cursor, counts: counts)
        guard account.settled != counts.total else { return account }
        // Losses of earlier versions that the times have no room for.
        let more = max(0, counts.total - account.settled)
        return Account(
            file: look.file,
            step: window.step,
            origin: origin,
            cursor: cursor,
            closed: more,
            counts: counts
        )
    }

    /// How many slots from one time to another are gaps, as far as the archives hold them.
    private func gaps(_ series: HistorySurvey.Entry, after start: Timestamp, through end: Timestamp) async throws -> Int
    {
        var (gaps, position) = (0, start)
        while position < end {
            let rows = try await history.rows(of: series.metric, after: position, limit: 100_000, coarse: coarse)
            guard !rows.values.isEmpty else { break }
            for (index, value) in rows.values.enumerated() where !value.isFinite && rows.time(index) <= end {
                gaps += rows.slots(index, after: position)
            }
            position = rows.end
        }
        return gaps
    }

    /// The account where another file is at the place of the one that it was of.
    private func replaced(
        _ account: Account,
        _ series: HistorySurvey.Entry,
        _ look: HistoryLook
    ) async throws -> Change? {
        // One that holds nothing yet is waited for.
        guard let start = try await beginning(series) else { return nil }
        let step = look.finest.step
        guard start >= account.cursor else {
            // The same history in another file: a copy, or one with rows of another length.
            return Change(account: step == account.step ? account.of(look.file) : account.reshaped(look))
        }
        guard account.origin != nil else {
            return Change(account: try await anew(series, look, from: start, closed: account))
        }
        // Where the former file ended is not known: all up to the new one is lost.
        let former = try await history.endAside(of: series.metric, step: account.step, after: account.cursor) ?? start
        let lost = max(0, (min(former, start) - account.cursor) / account.step)
        // What the new file has lost already counts from where the former one ended.
        let begin = former < look.finest.start ? max(former, account.cursor) : start
        return Change(
            account: account.begunAnew(look, after: begin, lost: lost),
            loss: lost == 0 ? nil : Loss(series.metric, account.next(lost), .replaced, "its file was begun anew")
        )
    }
}
