import SQLite

extension CursorStore {
    /// How a destination has been doing.
    package func state(of destination: String) throws -> DestinationState {
        let sql = """
            SELECT until, asked, failures, error, failed, sent, rows, milliseconds FROM destinations WHERE name = ?
            """
        let found = try database.prepare(sql).rows([.text(destination)]) { row in
            var state = DestinationState()
            state.until = row.milliseconds(0)
            state.isAsked = row.count(1) > 0
            state.failures = row.count(2)
            state.error = row.text(3) ?? ""
            state.errorTime = row.time(4)
            state.sent = row.milliseconds(5)
            state.rows = row.count(6)
            state.milliseconds = row.count(7)
            return state
        }
        return found.first ?? DestinationState()
    }

    /// Notes how it is doing.
    package func note(_ state: DestinationState, of destination: String) throws {
        let keep = try database.prepare("INSERT OR REPLACE INTO destinations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        let first = [state.until, state.isAsked ? 1 : 0, state.failures].map { SQLiteValue.integer($0) }
        let last = [state.errorTime.seconds, state.sent, state.rows, state.milliseconds].map { SQLiteValue.integer($0) }
        try keep.run([.text(destination)] + first + [.text(state.error)] + last)
    }
}

extension Statement.Row {
    /// A time in milliseconds since 1970.
    fileprivate func milliseconds(_ column: Int) -> Int { min(max(integer(column) ?? 0, 0), 1 << 50) }
}
