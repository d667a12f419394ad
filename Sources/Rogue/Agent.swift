package import Logging
package import ServiceLifecycle
import SQLite

/// What rogue-agent is made of, put together: lock, journal, writer, store, scheduler and listener.
package struct Agent: Sendable {
    private let lock: FileLock
    private let scheduler: Scheduler
    private let writer: HistoryWriter
    private let listener: FlushListener

    /// What an agent is told.
    package struct Settings: Sendable {
        package var collectors: [any Collector.Type]
        package var machine = Machine()
        package var storage: MetricStore.Settings
        package var sync = SyncMode.flush
        /// How many slots it takes before it ends; `nil` for all that come.
        package var ticks: Int?
        /// Is told of each sample when it is stored.
        package var onSample: (@Sendable (Reading, Timestamp) -> Void)?

        package init(collectors: [any Collector.Type], storage: MetricStore.Settings) {
            self.collectors = collectors
            self.storage = storage
        }
    }

    /// Takes the prefix over, ends what a crash interrupted there, and listens for readers.
    package init(_ prefix: Prefix, _ settings: Settings, _ logger: Logger) async throws {
        lock = try AgentLock.take(prefix)
        writer = try await Self.writer(prefix, settings.sync, logger)
        listener = try FlushListener(prefix, writer)
        let journal = try Journal(path: prefix.file(Journal.fileName), sync: settings.sync)
        let store = MetricStore(prefix: prefix, journal: journal, writer: writer, settings: settings.storage)
        scheduler = Scheduler(
            collectors: settings.collectors,
            machine: settings.machine,
            store: store,
            ticks: settings.ticks,
            logger: logger,
            onSample: settings.onSample
        )
    }

    /// A writer that has recovered; with a new journal where the old one is beyond that.
    private static func writer(_ prefix: Prefix, _ sync: SyncMode, _ logger: Logger) async throws -> HistoryWriter {
        let path = prefix.file(Journal.fileName)
        do {
            let writer = HistoryWriter(
                prefix: prefix,
                journal: try Journal(path: path, sync: sync),
                sync: sync,
                logger: logger
            )
            try await writer.recover()
            return writer
        } catch {
            guard let error = error as? SQLiteError, error.isDamage else { throw error }
            let target = try MovedAside.moveDatabase(path, at: WallClock.now.timestamp)
            let metadata: Logger.Metadata = ["error": "\(error)", "moved": "\(target)"]
            logger.error("journal damaged: ticks that were not flushed are lost", metadata: metadata)
            return HistoryWriter(
                prefix: prefix,
                journal: try Journal(path: path, sync: sync),
                sync: sync,
                logger: logger
            )
        }
    }

    /// What runs until the agent ends: the scheduler ends by itself where ticks are limited.
    package var services: (main: any Service, others: [any Service]) { (scheduler, [listener]) }

    /// Brings all that was sampled into the files, as soon as can be.
    package func flush() async {
        await writer.flush()
    }

    /// How many samples were stored.
    package var stored: Int { get async { await scheduler.stored } }
}
