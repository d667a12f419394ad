import ArgumentParser
import Glibc
import Rogue
import RogueCommand
import RogueDestinations

/// Delivers what is pending in the history to metric stores, once.
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
    @Flag(help: "Show what would be sent; send nothing.")
    var dryRun = false
    @Flag(help: "Show how far each server has got; send nothing.")
    var status = false
    @Flag(help: "Say what is wrong with the configuration file; send nothing.")
    var check = false

    static func main() async { await Program.main(Self.self) }

    func run() async throws {
        let configuration = try file.configuration(delivery.vocabulary)
        guard !check else { return try showCheck(configuration) }
        let units = UnitTable(try? Prefix(existing: storage.path(configuration)))
        let destinations = try delivery.destinations(configuration, units)
        let prefix = try Prefix(existing: storage.path(configuration))
        let store = try CursorStore(prefix) { Program.complain("rogue-forward", $0) }
        let history = History(prefix, Program.logger("rogue-forward"), coarse: coarse.isWanted)
        var forwarder = Forwarder(destinations.map(\.destination), history, store, selection.patterns)
        forwarder.selections = Dictionary(destinations.map { ($0.destination.name, $0.selection) }) { first, _ in first
        }
        if dryRun || status {
            let all = try await forwarder.status()
            print(StatusTable(all, onlyPending: dryRun).text, terminator: "")
            if all.contains(where: { !$0.errors.isEmpty }) { throw ExitCode.failure }
            return
        }
        let progress = isatty(STDERR_FILENO) != 0 ? ProgressLine(total: try await pending(forwarder)) : nil
        let reports = try await forwarder.run { progress?.advance($0) }
        progress?.finish()
        for line in reports.flatMap(\.complaints) { Program.complain("rogue-forward", line) }
        if let status = reports.exitCode { throw status }
    }

    private func showCheck(_ configuration: Configuration) throws {
        guard let path = file.path else { throw ValidationError("--check needs --config") }
        print("\(path): ok, \(configuration.destinations.count) destinations")
    }

    private func pending(_ forwarder: Forwarder) async throws -> Int {
        try await forwarder.status().reduce(0) { $0 + $1.pending }
    }
}
