package import Logging
package import ServiceLifecycle

/// What rogue-agent is made of, put together: lock, journal, writer, store, scheduler and listener.
package struct Agent: Sendable {
    private let lock: FileLock
    private let scheduler: Scheduler
    private let writer: HistoryWriter
    private let listener: FlushListener

    /// What an agent is told.
    package struct Settings: Sendable {
        package var collectors: [CollectorSettings]
        package var machine = Machine()
        package var storage: MetricStore.Settings
        package var sync = SyncMode.flush
        /// How many slots it takes before it ends; `nil` for all that come.
        package var ticks: Int?
        /// Is told of each sample when it is stored.
        package var onSample: (@Sendable (Reading, Timestamp) -> Void)?

        package init(collectors: [CollectorSettings], storage: MetricStore.Settings) {
            self.collectors = collectors
            self.storage = storage
        }
    }

    /// Takes the prefix over, ends what a crash interrupted there, and listens for readers.
    package init(_ prefix: Prefix, _ settings: Settings, _ logger: Logger) async throws {
        lock = try AgentLock.take(prefix)
        writer = try await HistoryWriter.recovered(prefix, sync: settings.sync, logger)
        listener = try FlushListener(prefix, writer)
        let journal = try Journal(path: prefix.file(Journal.fileName), sync: settings.sync)
        let store = MetricStore(prefix: prefix, journal: journal, writer: writer, settings: settings.storage)
        var machine = settings.machine
        machine.state = prefix.path
        machine.figures = writer.figures
        scheduler = Scheduler(
            collectors: settings.collectors,
            machine: machine,
            store: store,
            ticks: settings.ticks,
            logger: logger,
            onSample: settings.onSample
        )
    }

    /// What runs until the agent ends: the scheduler ends by itself where ticks are limited.
    package var services: (main: any Service, others: [any Service]) { (scheduler, [listener]) }

    /// Brings all that was sampled into the files, as soon as can be.
    package func flush() async {
        await writer.flush()
    }

    /// How many samples were stored.
    package var stored: Int { get async { await scheduler.stored } }

    /// Whether it has ended because the files under its prefix were removed or replaced: another one has to begin anew.
    package var hasLostHome: Bool { get async { await scheduler.hasLostHome } }

    /// How many slots were taken.
    package var slotsTaken: Int { get async { await scheduler.slotsTaken } }
}
