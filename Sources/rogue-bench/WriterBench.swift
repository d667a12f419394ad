import ArgumentParser
import Dispatch
import Glibc
import Logging
import Rogue
import RogueCommand
import Synchronization

/// A writer that is as busy as can be, for others to kill.
struct WriterBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "write",
        abstract:
            "Store ticks of a made-up machine as fast as can be; print the time of each, and how many series were stored."
    )

    @Option(help: "The folder of the history.")
    var prefix: String
    @Option(help: "The time of the first tick; the next is a second later.")
    var start: Int
    @Option(help: "How many ticks; until SIGTERM where it is not given.")
    var ticks = Int.max
    @Option(help: "How many series; every other one is a counter.")
    var series = 20
    @Option(help: "How many ticks are flushed at once.")
    var batch = 10
    @Option(help: "tick, flush or off.")
    var sync = "flush"
    @Option(help: "What new files keep, as for rogue-agent.")
    var archives: [String] = []

    func run() async throws {
        guard let sync = SyncMode(rawValue: sync) else { throw ValidationError("unknown --sync '\(sync)'") }
        let prefix = try Prefix(making: prefix)
        let logger = Program.logger("rogue-bench")
        let path = prefix.file(Journal.fileName)
        let writer = try await HistoryWriter.recovered(prefix, sync: sync, logger)
        let rules = try ArchiveRules(archives, interval: 1)
        let settings = MetricStore.Settings(interval: 1, heartbeat: 600, flush: batch, archives: rules)
        let second = try Journal(path: path, sync: sync)
        let store = MetricStore(prefix: prefix, journal: second, writer: writer, settings: settings)
        let isEnding = Atomic(false)
        signal(SIGTERM, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: SIGTERM, queue: DispatchQueue(label: "rogue.signal"))
        source.setEventHandler { isEnding.store(true, ordering: .relaxed) }
        source.activate()
        // Who started it may be killed as well.
        let parent = getppid()
        let end = ticks == .max ? Int.max : start + ticks
        for time in start..<end {
            guard !isEnding.load(ordering: .relaxed), getppid() == parent else { break }
            let readings = (0..<series).map { MadeUpMachine.reading($0, at: time) }
            let stored = store.store(readings, at: Timestamp(time)) { logger.error("\($0.metric.name): \($1)") }
            print(time, stored.count)
            fflush(nil)
        }
        await writer.flush()
    }
}
