import SQLite

/// `journal.db`: ticks that are not in the RRD files yet, header images of a flush under way, and the catalogue.
///
/// Written only by the holder of `agent.lock`, who may have two connections, each for one queue: the sampler's, which
/// adds ticks, and the writer's, which forgets them.
package final class Journal {
    package static let fileName = "journal.db"

    private let database: Database
    private let insertTick: Statement
    private let insertImages: Statement
    /// The catalogue as it is, so that a series that has not changed costs no write.
    var entered: [String: Series] = [:]
    private var lastTick: Int
    private var lastImages: Int

    /// Opens the journal at `path`, or makes it.
    package init(path: String, sync: SyncMode) throws {
        let durability: Database.Durability =
            switch sync {
            case .tick: .everyCommit
            case .flush: .checkpoints
            case .off: .none
            }
        database = try Database(path: path, durability: durability)
        for statement in Self.schema { try database.execute(statement) }
        insertTick = try database.prepare("INSERT INTO ticks VALUES (?, ?)")
        insertImages = try database.prepare("INSERT INTO images VALUES (?, ?)")
        let last = try database.prepare("SELECT name, seq FROM sqlite_sequence").rows { ($0.text(0), $0.integer(1)) }
        lastTick = last.first { $0.0 == "ticks" }?.1 ?? 0
        lastImages = last.first { $0.0 == "images" }?.1 ?? 0
        for series in try catalogue().values { entered[series.path] = series }
    }

    private static let schema = [
        """
        CREATE TABLE IF NOT EXISTS series (
            id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, lower TEXT, upper TEXT,
            step INTEGER NOT NULL, heartbeat INTEGER NOT NULL, archives TEXT NOT NULL,
            unit TEXT NOT NULL, summary TEXT NOT NULL
        )
        """,
        "CREATE TABLE IF NOT EXISTS ticks (sequence INTEGER PRIMARY KEY AUTOINCREMENT, record BLOB NOT NULL)",
        "CREATE TABLE IF NOT EXISTS images (sequence INTEGER PRIMARY KEY AUTOINCREMENT, record BLOB NOT NULL)",
    ]

    func prepare(_ sql: String) throws(SQLiteError) -> Statement {
        try database.prepare(sql)
    }

    /// Runs `body` in one transaction.
    func transaction<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try database.transaction(body)
        } catch {
            // What was entered was taken back: its numbers may be given to others.
            entered = [:]
            throw error
        }
    }

    /// Adds a tick; it counts as stored when this returns.
    func add(_ time: Timestamp, _ values: [Tick.Entry]) throws(SQLiteError) -> Tick {
        let tick = Tick(sequence: lastTick + 1, time: time, values: values)
        try insertTick.run([.integer(tick.sequence), .blob(tick.record)])
        lastTick = tick.sequence
        return tick
    }

    /// Adds the images of files that are about to be updated.
    func add(_ images: [ImageBatch.Entry]) throws(SQLiteError) {
        let batch = ImageBatch(sequence: lastImages + 1, images: images)
        try insertImages.run([.integer(batch.sequence), .blob(batch.record)])
        lastImages = batch.sequence
    }

    /// The ticks that are not forgotten, and how many of them are damaged.
    func ticks() throws(SQLiteError) -> (sound: [Tick], damaged: Int) {
        let rows = try records(of: "ticks") { Tick(record: $1, sequence: $0) }
        return (rows.compactMap(\.self), rows.count { $0 == nil })
    }

    /// The images of an unfinished flush, and how many batches of them are damaged.
    func images() throws(SQLiteError) -> (sound: [ImageBatch], damaged: Int) {
        let rows = try records(of: "images") { ImageBatch(record: $1, sequence: $0) }
        return (rows.compactMap(\.self), rows.count { $0 == nil })
    }

    private func records<Record>(of table: String, _ read: (Int, [UInt8]) -> Record?) throws(SQLiteError) -> [Record?] {
        try database.prepare("SELECT sequence, record FROM \(table) ORDER BY sequence").rows { row in
            read(row.integer(0) ?? 0, row.blob(1))
        }
    }

    /// Whether no flush was begun and left unfinished, and no tick waits for one.
    package func isSettled() throws -> Bool {
        let sql = "SELECT EXISTS (SELECT 1 FROM images) OR EXISTS (SELECT 1 FROM ticks)"
        return try database.prepare(sql).rows { $0.integer(0) == 0 }.first ?? true
    }

    /// A flush is done: its images go, and the ticks up to `sequence`.
    func finish(upTo sequence: Int) throws {
        try database.transaction {
            try database.execute("DELETE FROM images")
            try database.prepare("DELETE FROM ticks WHERE sequence <= ?").run([.integer(sequence)])
        }
        try database.checkpoint()
    }

    /// Waits until all that was added is on the disk.
    func sync() throws(SQLiteError) {
        try database.sync()
    }
}
