extension Delivery {
    /// How many samples a batch has at the most; of a rate no more than a second's worth.
    private var limit: Int {
        max(1, [destination.batchLimit, settings.batch, settings.rate].compactMap(\.self).min() ?? 1)
    }

    /// Fills a batch from the series in their order; one is done when its final rows are in.
    func nextBatch() async throws -> Batch {
        var batch = Batch()
        while let series = queue.first, batch.samples.count < limit {
            let open = batch.segments.last.flatMap { $0.series.key == series.key ? $0.end : nil }
            guard let account = accounts[series.key], let rows = await read(series, account, after: open) else {
                queue.removeFirst()
                continue
            }
            if let passed = passed(rows, series, account) {
                // What is in this batch of the series already has to be settled first.
                guard open == nil else { break }
                try await settle([series.key: passed.settlement], losses: passed.loss.map { [$0] } ?? [])
                continue
            }
            batch.append(rows, of: series, after: open ?? account.cursor, limit: limit)
        }
        return batch
    }

    /// The next rows of a series; `nil` where there is nothing more to be sent of it in this run.
    private func read(
        _ series: HistorySurvey.Entry,
        _ account: Account,
        after open: Timestamp?
    ) async -> HistoryRows? {
        guard !blocked.contains(series.key), !nameless.contains(series.key) else { return nil }
        do {
            let cursor = open ?? account.cursor
            let rows = try await history.rows(of: series.metric, after: cursor, limit: limit, coarse: coarse)
            // Another file, or a first row that came just now: the next run opens an account for it.
            guard rows.file == account.file, account.origin != nil || !rows.values.contains(where: \.isFinite) else {
                return nil
            }
            return rows.values.isEmpty ? nil : rows
        } catch {
            report.errors.append("\(error)")
            return nil
        }
    }

    /// Slots that are passed over, for they can no longer be read, or must not be sent.
    private func passed(
        _ rows: HistoryRows,
        _ series: HistorySurvey.Entry,
        _ account: Account
    ) -> (settlement: Settlement, loss: Loss?)? {
        if let expired = rows.expired {
            let counts = SlotCounts(ledgered: expired.rows)
            return (Settlement(end: expired.last, counts: counts), Loss(series.metric, expired))
        }
        if let why = impossible[series.key] {
            return rows.passing(series.metric, after: account.cursor, count: rows.values.count, .sanitised, why)
        }
        guard let age = settings.maxAge else { return nil }
        let oldest = now().timestamp - age.seconds
        let count = rows.values.indices.first { rows.time($0) >= oldest } ?? rows.values.count
        guard count > 0 else { return nil }
        return rows.passing(series.metric, after: account.cursor, count: count, .old, "older than \(age) unsent")
    }
}

extension HistoryRows {
    /// What it comes to that the first so many rows after `cursor` are not sent.
    fileprivate func passing(
        _ metric: MetricName,
        after cursor: Timestamp,
        count: Int,
        _ cause: Loss.Cause,
        _ detail: String
    ) -> (settlement: Settlement, loss: Loss?) {
        var counts = SlotCounts()
        var span: (first: Timestamp, last: Timestamp)?
        for index in 0..<count {
            let slots = slots(index, after: cursor)
            if values[index].isFinite {
                counts.ledgered += slots
                span = (span?.first ?? time(index) - (slots - 1) * slotStep, time(index))
            } else {
                counts.gaps += slots
            }
        }
        let loss = span.map { span in
            let lost = Expired(first: span.first, last: span.last, rows: counts.ledgered, step: slotStep)
            return Loss(metric, lost, cause, detail)
        }
        return (Settlement(end: time(count - 1), counts: counts), loss)
    }
}
