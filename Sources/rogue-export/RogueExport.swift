import ArgumentParser
import Glibc
import Rogue
import RogueCommand

/// Appends what is new in the history to CSV files.
@main
struct RogueExport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rogue-export",
        abstract: "Appends the final rows since the last run to one CSV file a metric: name,value,unixtime.",
        version: rogueVersion
    )

    @OptionGroup var file: ConfigurationOptions
    @OptionGroup var storage: PrefixOptions
    @OptionGroup var selection: MetricOptions
    @Option(help: ArgumentHelp("The folder of the CSV files. (default: the prefix)", valueName: "folder"))
    var output: String?
    @Flag(help: "Write gaps too, with the value nan.")
    var gaps = false
    @OptionGroup var coarse: CoarseOption
    @Flag(help: "Show the metrics, with their kinds, units and what they are; write nothing.")
    var list = false

    static func main() async { await Program.main(Self.self) }

    func run() async throws {
        let complain = { @Sendable (line: String) in Program.complain("rogue-export", line) }
        let prefix = try Prefix(existing: storage.path(file.configuration()))
        guard !list else { return try show(prefix) }
        let output = try Prefix(making: output ?? prefix.path, mode: Prefix.commonMode).absolutePath()
        let history = History(prefix, Program.logger("rogue-export"), coarse: coarse.isWanted)
        let exporter = CSVExporter(
            history,
            try CursorStore(prefix, warn: complain),
            output: output,
            includesGaps: gaps
        )
        let report = try await exporter.run(history.metrics(selection.patterns))
        for line in report.notices + report.losses.map(\.description) + report.errors { complain(line) }
        if isatty(STDOUT_FILENO) != 0 { print("\(report.rows) rows appended in \(output)") }
        if !report.errors.isEmpty || !report.losses.isEmpty { throw ExitCode.failure }
    }

    /// A line a metric, its fields separated by tabs; those that the agent has never told of have a name alone.
    private func show(_ prefix: Prefix) throws {
        let catalogue = Journal.metrics(in: prefix)
        for name in try prefix.metrics() where selection.patterns.select(name) {
            let metric = catalogue[name]
            print(name, metric?.kind.rawValue ?? "", metric?.unit ?? "", metric?.summary ?? "", separator: "\t")
        }
    }
}
