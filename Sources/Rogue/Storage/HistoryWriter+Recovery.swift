import Glibc
package import Logging
import SQLite

extension HistoryWriter {
    /// A writer that has ended what a crash interrupted; with a new journal where the old one is damaged.
    ///
    /// For the holder of `agent.lock` alone.
    package static func recovered(_ prefix: Prefix, sync: SyncMode, _ logger: Logger) async throws -> HistoryWriter {
        do {
            return try await opened(prefix, sync, logger, checking: true)
        } catch let error as SQLiteError where error.isDamage {
            let moved = try MovedAside.moveDatabase(prefix.file(Journal.fileName), at: WallClock.now.timestamp)
            let metadata: Logger.Metadata = ["error": "\(error)", "moved": "\(moved)"]
            logger.error("journal damaged: samples that it had and the files had not are lost", metadata: metadata)
            return try await opened(prefix, sync, logger, checking: false)
        }
    }

    private static func opened(
        _ prefix: Prefix,
        _ sync: SyncMode,
        _ logger: Logger,
        checking: Bool
    ) async throws -> HistoryWriter {
        let journal = try Reserve(prefix).backing { try Journal(path: prefix.file(Journal.fileName), sync: sync) }
        let writer = HistoryWriter(prefix: prefix, journal: journal, sync: sync, logger: logger)
        try await writer.recover()
        // What can be read is in the files by now, so that damage elsewhere costs nothing.
        if checking { try await writer.check() }
        return writer
    }
}
