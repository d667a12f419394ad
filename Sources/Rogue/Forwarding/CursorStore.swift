import SQLite

/// `delivery.db`: how far each destination has got with each metric, and what it will never get.
package actor CursorStore {
    private let executor = SerialQueueExecutor(label: "rogue.cursors")
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let database: Database

    package static let fileName = "delivery.db"

    /// Opens the database of the prefix, or makes it.
    ///
    /// A file that is no database, or a damaged one, is moved aside to `delivery.db.corrupt-TIME`, and `warn` is told.
    package init(_ prefix: Prefix, now: WallClock = .now, warn: @Sendable (String) -> Void) throws {
        // Without the lock, of two programs that find the damage the second would move the first one's new file away.
        let lock = try FileLock.wait(for: prefix.file("delivery.lock"))
        database = try Self.openOrReplace(prefix.file(Self.fileName), now: now, warn: warn)
        withExtendedLifetime(lock) {}
    }

    private static func openOrReplace(_ path: String, now: WallClock, warn: (String) -> Void) throws -> Database {
        do {
            return try open(path)
        } catch {
            guard error.isDamage else { throw error }
            let target = try MovedAside.moveDatabase(path, at: now.timestamp)
            warn("\(error.description); moved aside to \(target), cursors start anew")
            return try open(path)
        }
    }

    private static func open(_ path: String) throws(SQLiteError) -> Database {
        let database = try Database(path: path)
        let verdict = try database.prepare("PRAGMA quick_check(1)").rows { $0.text(0) }
        guard verdict == ["ok"] else { throw SQLiteError.damage(path, "its pages do not fit together") }
        for statement in schema { try database.execute(statement) }
        return database
    }

    private static let schema = [
        """
        CREATE TABLE IF NOT EXISTS cursors (
            destination TEXT NOT NULL, metric TEXT NOT NULL, time INTEGER NOT NULL,
            PRIMARY KEY (destination, metric)
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE IF NOT EXISTS losses (
            destination TEXT NOT NULL, metric TEXT NOT NULL, cause TEXT NOT NULL,
            first INTEGER NOT NULL, last INTEGER NOT NULL, rows INTEGER NOT NULL, detail TEXT NOT NULL,
            PRIMARY KEY (destination, metric, cause)
        ) WITHOUT ROWID
        """,
        "CREATE TABLE IF NOT EXISTS holds (destination TEXT PRIMARY KEY, until INTEGER NOT NULL) WITHOUT ROWID",
        "CREATE TABLE IF NOT EXISTS imports (suffix TEXT PRIMARY KEY, destination TEXT NOT NULL) WITHOUT ROWID",
    ]

    /// The cursors of a destination.
    package func cursors(of destination: String) throws -> [String: Timestamp] {
        let statement = try database.prepare("SELECT metric, time FROM cursors WHERE destination = ?")
        let rows = try statement.rows([.text(destination)]) { ($0.text(0) ?? "", Timestamp($0.integer(1) ?? 0)) }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// Moves cursors, and notes the losses that they move across, in one transaction that is on the disk at the end.
    package func commit(_ cursors: [MetricName: Timestamp], losses: [Loss] = [], of destination: String) throws {
        guard !cursors.isEmpty || !losses.isEmpty else { return }
        try database.transaction {
            let move = try database.prepare("INSERT OR REPLACE INTO cursors VALUES (?, ?, ?)")
            for (metric, time) in cursors {
                try move.run([.text(destination), .text(metric.description), .integer(time.seconds)])
            }
            let note = try database.prepare(Self.noteLoss)
            for loss in losses {
                let key = [destination, loss.metric.description, loss.cause.rawValue].map { SQLiteValue.text($0) }
                let span = [loss.first.seconds, loss.last.seconds, loss.rows].map { SQLiteValue.integer($0) }
                try note.run(key + span + [.text(loss.detail)])
            }
        }
    }

    /// One row for each destination, metric and cause, so that the ledger stays small whatever happens.
    private static let noteLoss = """
        INSERT INTO losses VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
            first = min(first, excluded.first), last = max(last, excluded.last),
            rows = rows + excluded.rows, detail = excluded.detail
        """

    /// How many rows of each metric the destination will never get.
    package func losses(of destination: String) throws -> [String: Int] {
        let sql = "SELECT metric, sum(rows) FROM losses WHERE destination = ? GROUP BY metric"
        let rows = try database.prepare(sql).rows([.text(destination)]) { ($0.text(0) ?? "", $0.integer(1) ?? 0) }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// The time before which the destination asked not to be bothered again.
    package func hold(of destination: String) throws -> Timestamp? {
        let statement = try database.prepare("SELECT until FROM holds WHERE destination = ?")
        return try statement.rows([.text(destination)]) { Timestamp($0.integer(0) ?? 0) }.first
    }

    /// Sets that time.
    package func hold(_ destination: String, until: Timestamp) throws {
        let sql = "INSERT OR REPLACE INTO holds VALUES (?, ?)"
        try database.prepare(sql).run([.text(destination), .integer(until.seconds)])
    }

    /// The cursors that a destination starts from.
    ///
    /// Where it has none yet, and no other destination was given them, the original's are taken over, once and for all.
    package func cursors(
        of destination: String,
        orFrom originals: OriginalCursors,
        dryRun: Bool = false
    ) throws -> [String: Timestamp] {
        let known = try cursors(of: destination)
        let statement = try database.prepare("SELECT destination FROM imports WHERE suffix = ?")
        let taker = try statement.rows([.text(originals.suffix)]) { $0.text(0) }
        guard known.isEmpty, taker.isEmpty else { return known }
        let found = try originals.read()
        if !dryRun {
            try commit(found, of: destination)
            let sql = "INSERT OR REPLACE INTO imports VALUES (?, ?)"
            try database.prepare(sql).run([.text(originals.suffix), .text(destination)])
        }
        return Dictionary(uniqueKeysWithValues: found.map { ($0.key.description, $0.value) })
    }
}
