/// A program that prints samples, or a folder of them: a collector without a line of Swift.
package struct ExecConfiguration: Hashable, Sendable {
    /// What it is called.
    package let name: String
    /// The program, and its arguments; none where it is a folder.
    package let command: [String]
    /// A folder as tcollector has it: programs in `0`, which run on, and in `60`, which are run each minute.
    package let directory: String?
    /// Whether the program runs on: `interval: 0`.
    package let isLongLived: Bool
    /// Between two samples, and two runs of a program that does not run on; `nil` for the general interval.
    package let interval: Interval?
    /// How long a run may take; `nil` for the usual time.
    package let timeout: Interval?
    /// How it prints samples.
    package let format: Format
    /// How many metrics it may have: what is beyond is refused.
    package let maxSeries: Int

    /// How it prints samples.
    package enum Format: String, Hashable, Sendable, CaseIterable {
        /// Each line tells by its looks what it is.
        case auto
        /// Lines `NAME TIME VALUE [TAG=VALUE…]`.
        case tcollector
        /// Lines `put NAME TIME VALUE [TAG=VALUE…]`, OpenTSDB's.
        case put
        /// Lines of JSON, `[{"NAME": {"value": VALUE, "units": "UNIT"}}]`, Stat Badger's.
        case badger
    }

    /// The key in `collectors` that lists them.
    static let name = "exec"
    private static let usualSeries = 1_000
    private static let mostSeries = 100_000

    static let keys = [
        OptionKey("name", .text, isRequired: true),
        OptionKey("command", .texts),
        OptionKey("directory", .text),
        OptionKey("interval", .seconds),
        OptionKey("timeout", .interval),
        OptionKey("format", .word(Format.allCases.map(\.rawValue))),
        OptionKey("max_series", .integer(1...mostSeries)),
    ]

    /// `nil` where the name is missing, or what is to be run.
    init?(_ options: Options) {
        command = options.texts("command") ?? []
        directory = options.text("directory")
        guard let name = options.text("name"), command.isEmpty != (directory == nil) else { return nil }
        self.name = name
        isLongLived = options.integer("interval") == 0
        interval = isLongLived ? nil : options.interval("interval")
        timeout = options.interval("timeout")
        format = options.text("format").flatMap(Format.init) ?? .auto
        maxSeries = options.integer("max_series") ?? Self.usualSeries
    }
}
