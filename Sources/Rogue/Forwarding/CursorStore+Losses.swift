import SQLite

extension CursorStore {
    /// How many ranges of a series and cause the ledger tells apart; beyond, the two oldest become one.
    private static let mostRanges = 100

    /// Adds losses to the ledger, within a transaction; one that goes on where the latest ends makes that one longer.
    func note(_ losses: [Loss], of destination: String) throws {
        guard !losses.isEmpty else { return }
        let latest = try database.prepare(Self.latest)
        let add = try database.prepare(Self.add)
        let count = try database.prepare(Self.count)
        for loss in losses {
            let key = [destination, loss.metric.description, loss.cause.rawValue].map { SQLiteValue.text($0) }
            let found = try latest.rows(key) { (first: $0.time(0), last: $0.time(1), detail: $0.text(2)) }.first
            var first = loss.first
            if let found, found.detail == loss.detail, found.first <= first, first - found.last <= loss.step {
                first = found.first
            }
            let span = [first.seconds, loss.last.seconds, loss.rows].map { SQLiteValue.integer($0) }
            try add.run(key + span + [.text(loss.detail)])
            guard try count.rows(key, { $0.count(0) }).first ?? 0 > Self.mostRanges else { continue }
            try mergeOldest(key)
        }
    }

    private static let latest = """
        SELECT first, last, detail FROM losses WHERE destination = ? AND metric = ? AND cause = ?
        ORDER BY first DESC LIMIT 1
        """
    private static let add = """
        INSERT INTO losses VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
            last = max(last, excluded.last), rows = rows + excluded.rows, detail = excluded.detail
        """
    private static let count = "SELECT count(*) FROM losses WHERE destination = ? AND metric = ? AND cause = ?"

    /// Makes one range of the two oldest: it is wider than what was lost, and its number of rows stays right.
    private func mergeOldest(_ key: [SQLiteValue]) throws {
        let oldest =
            "SELECT first, last, rows FROM losses WHERE destination = ? AND metric = ? AND cause = ? ORDER BY first"
        let two = try database.prepare(oldest + " LIMIT 2").rows(key) {
            ($0.integer(0) ?? 0, $0.integer(1) ?? 0, $0.count(2))
        }
        guard two.count == 2 else { return }
        let place = " WHERE destination = ? AND metric = ? AND cause = ? AND first = ?"
        try database.prepare("DELETE FROM losses" + place).run(key + [.integer(two[1].0)])
        let widen = "UPDATE losses SET last = ?, rows = ?" + place
        let values = [max(two[0].1, two[1].1), two[0].2 + two[1].2].map { SQLiteValue.integer($0) }
        try database.prepare(widen).run(values + key + [.integer(two[0].0)])
    }

    /// How many rows of each metric the destination will never get.
    package func losses(of destination: String) throws -> [String: Int] {
        let sql = "SELECT metric, sum(rows) FROM losses WHERE destination = ? GROUP BY metric"
        let rows = try database.prepare(sql).rows([.text(destination)]) { ($0.text(0) ?? "", $0.count(1)) }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// The ledger of a destination, by metric and time.
    package func ledger(of destination: String) throws -> [LedgerEntry] {
        let sql = """
            SELECT metric, cause, first, last, rows, detail FROM losses WHERE destination = ? ORDER BY metric, first
            """
        return try database.prepare(sql).rows([.text(destination)]) { row in
            LedgerEntry(
                metric: row.text(0) ?? "",
                cause: row.text(1) ?? "",
                first: row.time(2),
                last: row.time(3),
                rows: row.count(4),
                detail: row.text(5) ?? ""
            )
        }
    }
}
