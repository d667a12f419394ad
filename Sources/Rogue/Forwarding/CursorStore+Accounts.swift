import SQLite

extension CursorStore {
    /// What is known of each series at a destination, by the metric's text form.
    package func known(of destination: String) throws -> [String: KnownCursor] {
        let sql = """
            SELECT metric, time, file, step, origin, closed, delivered, coarse, gaps, ledgered
            FROM cursors WHERE destination = ?
            """
        let rows = try database.prepare(sql).rows([.text(destination)]) { row in
            (row.text(0) ?? "", KnownCursor(time: row.time(1), account: row.account))
        }
        var known = Dictionary(uniqueKeysWithValues: rows)
        // Only a series that has no account yet is begun with what the ledger says of it.
        guard known.values.contains(where: { $0.account == nil }) else { return known }
        let losses = "SELECT metric, min(first), sum(rows) FROM losses WHERE destination = ? GROUP BY metric"
        for (metric, found) in try database.prepare(losses).rows(
            [.text(destination)],
            { row in
                (row.text(0) ?? "", KnownCursor.Losses(first: row.time(1), rows: row.count(2)))
            }
        ) {
            known[metric]?.losses = found
        }
        return known
    }

    /// Notes accounts as they now are, and the losses that they have come to, in one transaction.
    package func commit(_ accounts: [String: Account], losses: [Loss] = [], of destination: String) throws {
        guard !accounts.isEmpty || !losses.isEmpty else { return }
        try database.transaction {
            let keep = try database.prepare(
                """
                INSERT OR REPLACE INTO cursors
                (destination, metric, time, file, step, closed, delivered, coarse, gaps, ledgered, origin)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
            )
            for (metric, account) in accounts {
                let counts = account.counts
                let numbers = [
                    account.cursor.seconds, account.file, account.step, account.closed,
                    counts.delivered, counts.coarse, counts.gaps, counts.ledgered,
                ]
                let origin = account.origin.map { [SQLiteValue.integer($0.seconds)] } ?? []
                try keep.run([.text(destination), .text(metric)] + numbers.map { .integer($0) } + origin)
            }
            try note(losses, of: destination)
        }
    }
}

extension Statement.Row {
    /// The account of a row of cursors; `nil` where there is none, or one that makes no sense.
    fileprivate var account: Account? {
        guard let file = integer(2), let step = integer(3), (1...1 << 31).contains(step) else { return nil }
        var counts = SlotCounts(ledgered: count(9), gaps: count(8))
        counts.delivered = count(6)
        counts.coarse = count(7)
        let origin = integer(4) == nil ? nil : time(4)
        return Account(file: file, step: step, origin: origin, cursor: time(1), closed: count(5), counts: counts)
    }

    /// A time in a column; garbage is brought between 1970 and the year 36812.
    func time(_ column: Int) -> Timestamp { Timestamp(count(column)) }

    /// A number in a column that cannot be negative; garbage is brought to one that can be reckoned with.
    func count(_ column: Int) -> Int { min(max(integer(column) ?? 0, 0), 1 << 40) }
}
