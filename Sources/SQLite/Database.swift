import CSQLite
import Glibc

/// A connection to an SQLite database in WAL mode, for one thread at a time.
package final class Database {
    package let path: String
    private let connection: Connection
    /// What begins and ends a transaction, compiled once: an agent runs one a second, for months.
    private var frame: (begin: Statement, commit: Statement)?

    /// Opens the database at `path`, makes it where it is missing, and waits up to 10 s for other processes' writes.
    ///
    /// A path that is no database fails here. Unless each commit waits for the disk, none does: then it is the caller's to
    /// call ``checkpoint()``, or the log grows.
    package init(path: String, durability: Durability = .everyCommit) throws(SQLiteError) {
        self.path = path
        connection = try Connection(path: path)
        try execute("PRAGMA journal_mode = WAL")
        try execute("PRAGMA synchronous = \(durability.rawValue)")
        if durability != .everyCommit { try execute("PRAGMA wal_autocheckpoint = 0") }
        // Debian's SQLite zeroes what is deleted, which writes every page of a journal once more.
        try execute("PRAGMA secure_delete = OFF")
    }

    /// Opens the database at `path`, which has to be there, to read alone.
    package init(reading path: String) throws(SQLiteError) {
        self.path = path
        connection = try Connection(path: path, readOnly: true)
    }

    /// What a power loss may take; whatever ends the process alone takes no commit.
    package enum Durability: String, Hashable, Sendable {
        /// Nothing that was committed.
        case everyCommit = "FULL"
        /// What was committed since the last ``Database/sync()`` or checkpoint.
        case checkpoints = "NORMAL"
        /// The database.
        case none = "OFF"
    }

    /// Waits until all that was committed is on the disk.
    ///
    /// The corresponding C function is `fdatasync`, on the write-ahead log.
    package func sync() throws(SQLiteError) {
        let descriptor = open(path + "-wal", O_RDONLY | O_CLOEXEC)
        // Without a log everything is in the database, where a checkpoint has synced it.
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        guard fdatasync(descriptor) == 0 else {
            throw SQLiteError(path: path + "-wal", code: SQLITE_IOERR, reason: String(cString: strerror(errno)))
        }
    }

    /// Moves what is in the write-ahead log into the database, as far as nobody reads it, so that the log stays short.
    package func checkpoint() throws(SQLiteError) {
        try execute("PRAGMA wal_checkpoint(PASSIVE)")
    }

    /// Reads every page, and throws where one makes no sense: what was not read yet may be damaged, too.
    package func check() throws(SQLiteError) {
        let complaints = try prepare("PRAGMA quick_check(1)").rows { $0.text(0) ?? "" }
        guard complaints == ["ok"] else { throw .damage(path, complaints.first ?? "it cannot be checked") }
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
        let frame = try frame ?? (prepare("BEGIN IMMEDIATE"), prepare("COMMIT"))
        self.frame = frame
        try frame.begin.run()
        do {
            let result = try body()
            try frame.commit.run()
            return result
        } catch {
            // The first error is the one worth telling; SQLite may have rolled back by itself.
            _ = try? execute("ROLLBACK")
            throw error
        }
    }
}
