import CSQLite

/// What SQLite said when it failed.
package struct SQLiteError: Error, Hashable, CustomStringConvertible {
    /// The path of the database.
    package let path: String
    /// SQLite's primary result code.
    package let code: Int32
    package let reason: String

    /// Whether the file is no database, or one that makes no sense to SQLite: sqlite.org/rescode.html.
    ///
    /// The generic code is among them: a damaged header or schema makes fixed statements "wrong".
    package var isDamage: Bool { [SQLITE_NOTADB, SQLITE_CORRUPT, SQLITE_ERROR].contains(code) }

    /// Whether the file itself is at fault, and not how it is used.
    package var isMalformed: Bool { [SQLITE_NOTADB, SQLITE_CORRUPT].contains(code) }

    /// Whether space may be what it lacked: a log that cannot grow, or be made, is to SQLite an I/O error, or cannot be opened.
    package var mayLackSpace: Bool { [SQLITE_FULL, SQLITE_IOERR, SQLITE_CANTOPEN].contains(code) }

    /// `cannot use var/db/delivery.db: database or disk is full`.
    package var description: String { "cannot use \(path): \(reason)" }
}

extension SQLiteError {
    /// Damage that the caller found.
    package static func damage(_ path: String, _ reason: String) -> SQLiteError {
        SQLiteError(path: path, code: SQLITE_CORRUPT, reason: reason)
    }
}
