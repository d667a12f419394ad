import CSQLite

/// What SQLite said when it failed.
package struct SQLiteError: Error, Hashable, CustomStringConvertible {
    /// The path of the database.
    package let path: String
    /// SQLite's primary result code.
    package let code: Int32
    package let reason: String

    /// Whether the file is no database, or a damaged one: sqlite.org/rescode.html.
    package var isDamage: Bool { code == SQLITE_NOTADB || code == SQLITE_CORRUPT }

    /// `cannot use var/db/delivery.db: database or disk is full`.
    package var description: String { "cannot use \(path): \(reason)" }
}
