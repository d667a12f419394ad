import CSQLite
import Glibc

/// An open connection, closed with its last user: the database or one of its statements.
final class Connection {
    let path: String
    let handle: OpaquePointer

    /// Opens the database, and waits up to 10 s for other processes' writes; not to read alone, makes it where it is missing.
    ///
    /// The corresponding C function is `sqlite3_open_v2`.
    init(path: String, readOnly: Bool = false) throws(SQLiteError) {
        if !readOnly { Self.make(path) }
        var opened: OpaquePointer?
        let mode = readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        let code = sqlite3_open_v2(path, &opened, mode | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK, let opened else {
            let reason = String(cString: opened == nil ? sqlite3_errstr(code) : sqlite3_errmsg(opened))
            // SQLite hands out a connection even where it could not open the file.
            sqlite3_close_v2(opened)
            throw SQLiteError(path: path, code: code, reason: reason)
        }
        self.path = path
        self.handle = opened
        // SQLite's own handler sleeps longer and longer: a lock that was held for 20 ms would cost 33.
        sqlite3_busy_handler(opened, { _, tries in usleep(500) == 0 && tries < 20_000 ? 1 : 0 }, nil)
    }

    /// Makes the file where it is missing, for its group to read, and nobody else: SQLite's own would be everybody's to read.
    ///
    /// Its log and index get the mode that it has. Where it cannot be made, SQLite says why. One that is there is not even
    /// opened: to close it again would release the locks of this process' other connections.
    private static func make(_ path: String) {
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o640)
        if descriptor >= 0 { close(descriptor) }
    }

    deinit {
        sqlite3_close_v2(handle)
    }

    /// Throws SQLite's own words where `code` is no success.
    func check(_ code: CInt) throws(SQLiteError) {
        guard code != SQLITE_OK, code != SQLITE_DONE, code != SQLITE_ROW else { return }
        throw SQLiteError(path: path, code: code & 0xff, reason: String(cString: sqlite3_errmsg(handle)))
    }
}
