import ArgumentParser
import Logging
import Rogue
import RogueCollectors
import RogueCommand

/// Samples the machine into round-robin files until it is told to stop.
@main
struct RogueAgent: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rogue-agent",
        abstract: "Samples this machine into round-robin files, one a metric, until SIGTERM or SIGINT.",
        version: rogueVersion
    )

    @OptionGroup var storage: PrefixOptions
    @OptionGroup var sampling: SamplingOptions
    @OptionGroup var logging: LoggingOptions

    @Flag(help: "Move the metrics' existing files aside to NAME.rrd.bak-TIME and start anew.")
    var reset = false
    @Flag(help: "Print a line NAME TIME VALUE for each stored sample.")
    var print = false

    static func main() async { await Program.main(Self.self) }

    func run() async throws {
        let collectors = try sampling.chosenCollectors()
        let prefix = try Prefix(making: storage.prefix)
        guard let lock = try FileLock.take(prefix.file("agent.lock")) else {
            throw StorageError("sample into", prefix.path, "another rogue-agent is at work there")
        }
        defer { withExtendedLifetime(lock) {} }
        let logger = logging.logger("rogue-agent")
        let store = MetricStore(
            prefix: prefix,
            interval: sampling.interval.seconds,
            heartbeat: sampling.heartbeatSeconds,
            resetTime: reset ? WallClock.now.timestamp : nil
        )
        let scheduler = Scheduler(
            collectors: collectors,
            machine: sampling.machine,
            store: store,
            ticks: sampling.tickLimit,
            logger: logger,
            onSample: print ? SamplePrinter.print : nil
        )
        logger.notice("started", metadata: sampling.summary(prefix: prefix))
        try await Daemon.run(scheduler, logger)
        guard await scheduler.stored > 0 || sampling.tickLimit == nil else {
            throw StorageError("store", prefix.path, "not one sample could be stored")
        }
        logger.notice("stopped")
    }
}
