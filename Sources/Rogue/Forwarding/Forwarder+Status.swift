extension Forwarder {
    /// What each destination has and what is pending; nothing is sent, no cursor moves.
    package func status() async throws -> [DeliveryStatus] {
        let survey = try await history.survey(patterns)
        var all: [DeliveryStatus] = []
        for destination in destinations { all.append(try await status(of: destination, survey)) }
        return all
    }

    /// How many slots wait, gaps among them, of all destinations: what a run has before it.
    package func backlog() async throws -> Int {
        let survey = try await history.survey(patterns)
        var slots = 0
        for destination in destinations {
            let settings = settings(of: destination)
            let known = try await store.known(of: destination.name)
            let coarse = settings.coarse ?? history.readsCoarse
            let books = Bookkeeper(history: history, coarse: coarse, now: WallClock.now.timestamp)
            for series in survey.of(settings.selection).entries {
                guard let look = try? series.look.get() else { continue }
                let change = try? await books.change(series, known[series.key])
                guard let account = change?.account ?? known[series.key]?.account else { continue }
                slots += account.stored(through: look.finest.end) - account.settled
            }
        }
        return slots
    }

    /// The ledger of each destination, with what has been lost since it was last written to.
    package func ledgers() async throws -> [(destination: String, entries: [LedgerEntry])] {
        var all: [(destination: String, entries: [LedgerEntry])] = []
        for status in try await status() {
            let entries = try await store.ledger(of: status.destination) + status.losses.map(LedgerEntry.init)
            all.append((status.destination, entries.sorted { ($0.metric, $0.first) < ($1.metric, $1.first) }))
        }
        return all
    }

    private func status(of destination: any Destination, _ survey: HistorySurvey) async throws -> DeliveryStatus {
        let settings = settings(of: destination)
        var known = try await store.known(of: destination.name)
        if known.isEmpty {
            known = try await cursors(of: destination, dryRun: true).mapValues { KnownCursor(time: $0, account: nil) }
        }
        var status = DeliveryStatus(destination: destination.name, state: try await store.state(of: destination.name))
        let coarse = settings.coarse ?? history.readsCoarse
        let books = Bookkeeper(history: history, coarse: coarse, now: WallClock.now.timestamp)
        for series in survey.of(settings.selection).entries {
            do {
                try await add(series, known.removeValue(forKey: series.key), books, to: &status)
            } catch {
                status.errors.append("\(error)")
            }
        }
        addVanished(known, survey, to: &status)
        return status
    }

    /// Adds what became of a series' slots, and what is in its file.
    private func add(
        _ series: HistorySurvey.Entry,
        _ known: KnownCursor?,
        _ books: Bookkeeper,
        to status: inout DeliveryStatus
    ) async throws {
        let change = try await books.change(series, known)
        guard let account = change?.account ?? known?.account else { return }
        let (look, metric) = (try series.look.get(), series.metric)
        // A file that took the place of another and holds nothing yet tells nothing of this account.
        let isOpen = account.file == look.file && account.origin != nil
        var (counts, left) = (account.counts, Outstanding())
        if isOpen, account.cursor < look.finest.end {
            left = try await history.outstanding(of: metric, after: account.cursor, coarse: books.coarse)
        }
        counts += SlotCounts(ledgered: left.expired?.rows ?? 0, gaps: left.gaps)
        let line = DeliveryStatus.Line(
            metric: series.key,
            cursor: account.settled > 0 ? account.cursor : nil,
            end: look.finest.end,
            stored: account.stored(through: isOpen ? look.finest.end : account.cursor),
            pending: left.pending,
            counts: counts,
            lag: left.pending == 0 ? 0 : look.finest.end - account.cursor
        )
        status.add(line, losses: [change?.loss, left.expired.map { Loss(metric, $0) }].compactMap(\.self))
    }

    /// Adds series whose files are gone: what became of their slots is known all the same.
    private func addVanished(
        _ known: [String: KnownCursor],
        _ survey: HistorySurvey,
        to status: inout DeliveryStatus
    ) {
        let present = Set(survey.entries.map(\.key))
        guard patterns.isEmpty, settings[status.destination]?.selection.isEverything ?? true else { return }
        for (metric, cursor) in known.sorted(by: { $0.key < $1.key }) where !present.contains(metric) {
            guard let account = cursor.account, account.settled > 0 else { continue }
            let line = DeliveryStatus.Line(
                metric: metric,
                cursor: account.cursor,
                end: account.cursor,
                stored: account.settled,
                pending: 0,
                counts: account.counts,
                lag: 0
            )
            status.add(line, losses: [])
        }
    }
}
