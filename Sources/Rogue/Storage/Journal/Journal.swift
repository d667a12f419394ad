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
    private let deleteTicks: Statement
    private let deleteImages: Statement
    /// The catalogue as it is, so that a series that has not changed costs no write.
    var entered: [String: Series] = [:]
    private var lastTick: Int
    private var lastImages: Int
    private let marks: JournalMarks

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
        deleteTicks = try database.prepare("DELETE FROM ticks WHERE sequence <= ?")
        deleteImages = try database.prepare("DELETE FROM images WHERE sequence <= ?")
        let last = try database.prepare("SELECT name, seq FROM sqlite_sequence").rows { ($0.text(0), $0.integer(1)) }
        lastTick = last.first { $0.0 == "ticks" }?.1 ?? 0
        lastImages = last.first { $0.0 == "images" }?.1 ?? 0
        marks = JournalMarks(besides: path)
        for series in try catalogue().sound { entered[series.path] = series }
    }

    private static let schema = [
        """
        CREATE TABLE IF NOT EXISTS series (
            id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, lower TEXT, upper TEXT,
            step INTEGER NOT NULL, heartbeat INTEGER NOT NULL, archives TEXT NOT NULL,
            unit TEXT NOT NULL, summary TEXT NOT NULL, checksum INTEGER NOT NULL
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
        let before = (tick: lastTick, images: lastImages)
        do {
            let result = try database.transaction(body)
            // Not before: a mark that is ahead tells of a loss.
            if lastTick != before.tick { marks.set(.tick, lastTick) }
            if lastImages != before.images { marks.set(.images, lastImages) }
            return result
        } catch {
            (lastTick, lastImages) = before
            // What was entered was taken back: its numbers may be given to others.
            entered = [:]
            throw error
        }
    }

    /// Adds a tick; it counts as stored when the transaction has ended.
    func add(_ time: Timestamp, _ values: [Tick.Entry]) throws(SQLiteError) -> Tick {
        let tick = Tick(sequence: lastTick + 1, time: time, values: values)
        try insertTick.run([.integer(tick.sequence), .blob(tick.record)])
        lastTick = tick.sequence
        return tick
    }

    /// Adds the images of files that are about to be updated, within a transaction.
    func add(_ images: [ImageBatch.Entry]) throws(SQLiteError) {
        let batch = ImageBatch(sequence: lastImages + 1, images: images)
        try insertImages.run([.integer(batch.sequence), .blob(batch.record)])
        lastImages = batch.sequence
    }

    /// What a table holds.
    struct Records<Record> {
        let sound: [Record]
        /// How many are damaged, or were there and are no more.
        let damaged: Int
    }

    /// The ticks that are not forgotten.
    func ticks() throws(SQLiteError) -> Records<Tick> {
        let rows = try records(of: "ticks") { Tick(record: $1, sequence: $0) }
        let lost = max(0, marks.get(.tick) - max(lastTick, marks.get(.flushed)))
        return Records(sound: rows.compactMap(\.self), damaged: rows.count { $0 == nil } + lost)
    }

    /// The batches of images of an unfinished flush; not those of one that was finished, should the log have gone back.
    func images() throws(SQLiteError) -> Records<ImageBatch> {
        let finished = marks.get(.finished)
        let rows = try records(of: "images") { ImageBatch(record: $1, sequence: $0) }
        let unfinished = rows.filter { $0.map { $0.sequence > finished } ?? true }
        let lost = max(0, marks.get(.images) - max(lastImages, finished))
        return Records(sound: unfinished.compactMap(\.self), damaged: unfinished.count { $0 == nil } + lost)
    }

    /// What is lost was told: it is not to be told again.
    func acknowledgeLosses() {
        marks.set(.tick, lastTick)
        marks.set(.images, lastImages)
        marks.set(.finished, min(marks.get(.finished), lastImages))
        marks.set(.flushed, min(marks.get(.flushed), lastTick))
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

    /// A flush is done: its images go, but for those that are `kept`, and the ticks up to `sequence`.
    func finish(upTo sequence: Int, keeping kept: [ImageBatch.Entry] = []) throws {
        let images = lastImages
        try transaction {
            if !kept.isEmpty { try add(kept) }
            try deleteImages.run([.integer(images)])
            try deleteTicks.run([.integer(sequence)])
        }
        marks.set(.finished, images)
        marks.set(.flushed, min(sequence, marks.get(.tick)))
        try database.checkpoint()
    }

    /// Reads all there is, and throws where the database is damaged, be it where nobody has looked yet.
    func check() throws(SQLiteError) {
        try database.check()
    }

    /// Waits until all that was added is on the disk.
    func sync() throws(SQLiteError) {
        try database.sync()
    }
}
