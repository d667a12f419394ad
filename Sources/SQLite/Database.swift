import CSQLite

/// A connection to an SQLite database in WAL mode, for one thread at a time.
package final class Database {
    package let path: String
    let connection: OpaquePointer

    /// Opens the database at `path`, makes it where it is missing, and waits up to 10 s for other processes' writes.
    ///
    /// Every commit is on the disk when it returns (`synchronous=FULL`). A path that is no database fails here.
    package init(path: String) throws(SQLiteError) {
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK, let opened else {
            let reason = String(cString: opened == nil ? sqlite3_errstr(code) : sqlite3_errmsg(opened))
            // SQLite hands out a connection even where it could not open the file.
            sqlite3_close_v2(opened)
            throw SQLiteError(path: path, code: code, reason: reason)
        }
        self.path = path
        self.connection = opened
        sqlite3_busy_timeout(opened, 10_000)
        try execute("PRAGMA journal_mode = WAL")
        try execute("PRAGMA synchronous = FULL")
    }

    deinit {
        sqlite3_close_v2(connection)
    }

    /// Runs statements that answer nothing.
    package func execute(_ sql: String) throws(SQLiteError) {
        try check(sqlite3_exec(connection, sql, nil, nil, nil))
    }

    /// Compiles a statement, to be run any number of times.
    package func prepare(_ sql: String) throws(SQLiteError) -> Statement {
        try Statement(self, sql)
    }

    /// Runs `body` in one transaction that holds the write lock from its start; an error rolls it back.
    package func transaction<Result>(_ body: () throws -> Result) throws -> Result {
        try execute("BEGIN IMMEDIATE")
        do {
            let result = try body()
            try execute("COMMIT")
            return result
        } catch {
            // The first error is the one worth telling; SQLite may have rolled back by itself.
            _ = try? execute("ROLLBACK")
            throw error
        }
    }

    /// Throws SQLite's own words where `code` is no success.
    func check(_ code: CInt) throws(SQLiteError) {
        guard code != SQLITE_OK, code != SQLITE_DONE, code != SQLITE_ROW else { return }
        throw SQLiteError(path: path, code: code & 0xff, reason: String(cString: sqlite3_errmsg(connection)))
    }
}
