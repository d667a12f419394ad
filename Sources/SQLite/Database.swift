import CSQLite

/// A connection to an SQLite database in WAL mode, for one thread at a time.
package final class Database {
    private let connection: Connection

    /// Opens the database at `path`, makes it where it is missing, and waits up to 10 s for other processes' writes.
    ///
    /// Every commit is on the disk when it returns (`synchronous=FULL`). A path that is no database fails here.
    package init(path: String) throws(SQLiteError) {
        connection = try Connection(path: path)
        sqlite3_busy_timeout(connection.handle, 10_000)
        try execute("PRAGMA journal_mode = WAL")
        try execute("PRAGMA synchronous = FULL")
    }

    /// Runs statements that answer nothing.
    package func execute(_ sql: String) throws(SQLiteError) {
        try connection.check(sqlite3_exec(connection.handle, sql, nil, nil, nil))
    }

    /// Compiles a statement, to be run any number of times.
    package func prepare(_ sql: String) throws(SQLiteError) -> Statement {
        try Statement(connection, sql)
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
}
