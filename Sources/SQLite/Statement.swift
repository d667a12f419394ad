import CSQLite

/// A compiled statement of one connection.
package final class Statement {
    private let connection: Connection
    private let statement: OpaquePointer

    init(_ connection: Connection, _ sql: String) throws(SQLiteError) {
        var compiled: OpaquePointer?
        try connection.check(sqlite3_prepare_v2(connection.handle, sql, -1, &compiled, nil))
        guard let compiled else {
            throw SQLiteError(path: connection.path, code: SQLITE_ERROR, reason: "empty statement")
        }
        self.connection = connection
        self.statement = compiled
    }

    deinit {
        sqlite3_finalize(statement)
    }

    /// Runs the statement with `values` for its parameters.
    package func run(_ values: [SQLiteValue] = []) throws(SQLiteError) {
        _ = try rows(values) { _ in }
    }

    /// Runs the statement with `values` for its parameters and answers what `read` makes of each row.
    package func rows<Result>(
        _ values: [SQLiteValue] = [],
        _ read: (Row) -> Result
    ) throws(SQLiteError) -> [Result] {
        defer {
            sqlite3_reset(statement)
            sqlite3_clear_bindings(statement)
        }
        for (index, value) in values.enumerated() {
            try bind(value, at: CInt(index + 1))
        }
        var results: [Result] = []
        while true {
            let code = sqlite3_step(statement)
            try connection.check(code)
            guard code == SQLITE_ROW else { return results }
            results.append(read(Row(statement: statement)))
        }
    }

    private func bind(_ value: SQLiteValue, at index: CInt) throws(SQLiteError) {
        switch value {
        case .integer(let value): try connection.check(sqlite3_bind_int64(statement, index, Int64(value)))
        case .text(let value): try connection.check(rogue_bind_text(statement, index, value, CInt(value.utf8.count)))
        case .blob(let value): try connection.check(rogue_bind_blob(statement, index, value, CInt(value.count)))
        }
    }

    /// The row that a running statement stands on; of no use outside of the closure that is given it.
    package struct Row {
        fileprivate let statement: OpaquePointer

        /// The integer in a column, or `nil` where it is NULL.
        package func integer(_ column: Int) -> Int? {
            guard sqlite3_column_type(statement, CInt(column)) != SQLITE_NULL else { return nil }
            return Int(sqlite3_column_int64(statement, CInt(column)))
        }

        /// The bytes in a column; none where it is NULL.
        package func blob(_ column: Int) -> [UInt8] {
            let bytes = sqlite3_column_blob(statement, CInt(column))
            let count = Int(sqlite3_column_bytes(statement, CInt(column)))
            return [UInt8](UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : count))
        }

        /// The text in a column, or `nil` where it is NULL.
        package func text(_ column: Int) -> String? {
            sqlite3_column_text(statement, CInt(column)).map { String(cString: $0) }
        }
    }
}
