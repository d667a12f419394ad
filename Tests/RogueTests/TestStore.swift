import Rogue
import RogueTestSupport

/// A store with its writer, as the agent has them.
struct TestStore {
    let log = LogRecorder()
    private let store: MetricStore
    let writer: HistoryWriter

    init(_ prefix: Prefix, _ settings: MetricStore.Settings) async throws {
        let path = prefix.file(Journal.fileName)
        let journal = try Journal(path: path, sync: .flush)
        writer = HistoryWriter(prefix: prefix, journal: journal, sync: .flush, logger: log.logger)
        try await writer.recover()
        let second = try Journal(path: path, sync: .flush)
        store = MetricStore(prefix: prefix, journal: second, writer: writer, settings: settings)
    }

    /// Stores readings of one slot; they are in the journal then, and in the files at the next flush.
    func put(journalling readings: [Reading], at time: Timestamp) throws -> Int {
        var refusal: (any Error)?
        let stored = store.store(readings, at: time) { refusal = $1 }
        if let refusal { throw refusal }
        return stored.count
    }

    /// Stores a reading, and brings it into its file.
    func put(_ reading: Reading, at time: Timestamp) async throws -> Bool {
        let count = try put(journalling: [reading], at: time)
        await writer.flush()
        return count == 1
    }
}
