import ArgumentParser
import Logging
import Rogue
import RogueCommand

/// Samples the machine into round-robin files until it is told to stop.
@main
struct RogueAgent: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rogue-agent",
        abstract: "Samples this machine into round-robin files, one a metric, until SIGTERM or SIGINT.",
        version: rogueVersion
    )

    @OptionGroup var file: ConfigurationOptions
    @OptionGroup var storage: PrefixOptions
    @OptionGroup var sampling: SamplingOptions
    @OptionGroup var check: CheckOptions
    @OptionGroup var logging: LoggingOptions

    @Flag(help: "Move the metrics' existing files aside to NAME.rrd.bak-TIME and start anew.")
    var reset = false
    @Flag(help: "Print a line NAME TIME VALUE for each stored sample.")
    var print = false
    @Flag(help: "Show which series there would be, their bytes on disk and the processor time; start nothing.")
    var plan = false

    static func main() async {
        Heap.share()
        await Program.main(Self.self)
    }

    func run() async throws {
        guard !check.isWanted else { return try check.run(file, sampling) }
        let configuration = try file.configuration(sampling.vocabulary)
        guard !plan else { return try await showPlan(configuration) }
        let logger = logging.logger("rogue-agent")
        let start = try start(configuration, resetTime: reset ? WallClock.now.timestamp : nil)
        let reread: @Sendable () throws -> AgentLoop.Start = { [self] in
            try self.start(try file.reread(sampling.vocabulary))
        }
        let loop = AgentLoop(logger, read: file.path == nil ? nil : reread)
        guard try await loop.run(start) > 0 || start.settings.ticks == nil else {
            throw StorageError("store", start.path, "not one sample could be stored")
        }
        logger.notice("stopped")
    }

    /// What an agent begins with, as flags and the configuration say.
    private func start(_ configuration: Configuration, resetTime: Timestamp? = nil) throws -> AgentLoop.Start {
        var settings = try sampling.settings(configuration, resetTime: resetTime)
        settings.collectors += sampling.plugins(configuration, logging.logger("rogue-agent"))
        settings.onSample = print ? SamplePrinter.print : nil
        return AgentLoop.Start(path: storage.path(configuration), settings: settings)
    }

    private func showPlan(_ configuration: Configuration) async throws {
        var settings = try sampling.settings(configuration)
        settings.machine.state = storage.path(configuration)
        let survey = try await Survey(settings.collectors, settings.machine, interval: settings.storage.interval)
        for failure in survey.failures { Program.complain("rogue-agent", failure) }
        // One that is not there yet has no files.
        let prefix = try? Prefix(existing: storage.path(configuration))
        let plan = Plan(survey.metrics, settings.storage, collecting: survey.seconds, prefix: prefix)
        Swift.print(PlanTable(plan).text)
    }
}
