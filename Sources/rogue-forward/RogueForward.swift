import ArgumentParser
import Glibc
import Rogue
import RogueCommand
import RogueDestinations

/// Delivers what is pending in the history to metric stores, once or for ever.
@main
struct RogueForward: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rogue-forward",
        abstract: "Sends what is new in the history to each server, and keeps what could not be delivered.",
        version: rogueVersion
    )

    @OptionGroup var file: ConfigurationOptions
    @OptionGroup var storage: PrefixOptions
    @OptionGroup var selection: MetricOptions
    @OptionGroup var delivery: DeliveryOptions
    @OptionGroup var coarse: CoarseOption
    @OptionGroup var running: RunOptions
    @OptionGroup var showing: ShowOptions
    @OptionGroup var logging: LoggingOptions
    @Flag(help: "Say what is wrong with the configuration file; send nothing.")
    var check = false

    static func main() async { await Program.main(Self.self) }

    func run() async throws {
        let start = ContinuousClock.now
        let configuration = try file.configuration(delivery.vocabulary)
        guard !check else { return try showCheck(configuration) }
        let forwarder = try forwarder(configuration)
        guard !showing.isWanted else { return try await showing.show(forwarder) }
        guard !running.follow else { return try await follow(forwarder) }
        let progress = isatty(STDERR_FILENO) != 0 ? ProgressLine(total: try await forwarder.backlog()) : nil
        let reports = try await forwarder.run(until: running.end(from: start)) { progress?.advance($0) }
        progress?.finish()
        for line in reports.flatMap(\.complaints) { Program.complain("rogue-forward", line) }
        if let status = reports.exitCode { throw status }
    }

    /// All that is needed to deliver, as flags and the configuration say.
    private func forwarder(_ configuration: Configuration) throws -> Forwarder {
        let units = UnitTable(try? Prefix(existing: storage.path(configuration)))
        let destinations = try delivery.destinations(configuration, units)
        let prefix = try Prefix(existing: storage.path(configuration))
        let store = try CursorStore(prefix) { Program.complain("rogue-forward", $0) }
        let history = History(prefix, Program.logger("rogue-forward"), coarse: coarse.isWanted)
        var forwarder = Forwarder(destinations.map(\.destination), history, store, selection.patterns)
        let settings = destinations.map { ($0.destination.name, $0.settings) }
        forwarder.settings = Dictionary(settings) { first, _ in first }
        return forwarder
    }

    /// Delivers until it is told to stop.
    private func follow(_ forwarder: Forwarder) async throws {
        let reread: @Sendable () throws -> Forwarder = { [self] in
            try self.forwarder(try file.reread(delivery.vocabulary))
        }
        let loop = FollowLoop(logging.logger("rogue-forward"), read: file.path == nil ? nil : reread)
        try await loop.run(forwarder)
    }

    private func showCheck(_ configuration: Configuration) throws {
        guard let path = file.path else { throw ValidationError("--check needs --config") }
        print("\(path): ok, \(configuration.destinations.count) destinations")
    }
}
