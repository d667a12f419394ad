import SQLite

/// `delivery.db`: how far each destination has got with each metric, and what it will never get.
package actor CursorStore {
    private let executor = SerialQueueExecutor(label: "rogue.cursors")
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    let database: Database

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
        } catch let error as SQLiteError {
            guard error.isDamage else { throw error }
            let target = try MovedAside.moveDatabase(path, at: now.timestamp)
            warn("\(error.description); moved aside to \(target), cursors start anew")
            return try open(path)
        }
    }

    private static func open(_ path: String) throws -> Database {
        let database = try Database(path: path)
        try database.check()
        try DeliverySchema.prepare(database)
        return database
    }

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
            let sql = """
                INSERT INTO cursors (destination, metric, time) VALUES (?, ?, ?)
                ON CONFLICT DO UPDATE SET time = excluded.time
                """
            let move = try database.prepare(sql)
            for (metric, time) in cursors {
                try move.run([.text(destination), .text(metric.description), .integer(time.seconds)])
            }
            try note(losses, of: destination)
        }
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
