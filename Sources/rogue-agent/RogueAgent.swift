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

    static func main() async { await Program.main(Self.self) }

    func run() async throws {
        guard !check.isWanted else { return try check.run(file, sampling) }
        let configuration = try file.configuration(sampling.vocabulary)
        guard !plan else { return try await showPlan(configuration) }
        let logger = logging.logger("rogue-agent")
        var settings = try sampling.settings(configuration, resetTime: reset ? WallClock.now.timestamp : nil)
        settings.onSample = print ? SamplePrinter.print : nil
        let path = storage.path(configuration)
        var stored = 0
        repeat {
            let prefix = try Prefix(making: path)
            let agent = try await Agent(prefix, settings, logger)
            logger.notice("started", metadata: settings.summary(prefix: prefix))
            let services = agent.services
            try await Daemon.run(services.main, services.others, onUserSignal: { await agent.flush() }, logger)
            await agent.flush()
            stored += await agent.stored
            guard await agent.hasLostHome else { break }
            settings.ticks = await settings.ticks.map { [taken = agent.slotsTaken] in $0 - taken }
            settings.storage.resetTime = nil
        } while settings.ticks ?? 1 > 0
        guard stored > 0 || settings.ticks == nil else {
            throw StorageError("store", path, "not one sample could be stored")
        }
        logger.notice("stopped")
    }

    private func showPlan(_ configuration: Configuration) async throws {
        let settings = try sampling.settings(configuration)
        let survey = try await Survey(settings.collectors, settings.machine)
        for failure in survey.failures { Program.complain("rogue-agent", failure) }
        // One that is not there yet has no files.
        let prefix = try? Prefix(existing: storage.path(configuration))
        let plan = Plan(survey.metrics, settings.storage, collecting: survey.seconds, prefix: prefix)
        Swift.print(PlanTable(plan).text)
    }
}
