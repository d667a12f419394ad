/// A program that prints samples: a collector without a line of Swift.
package struct ExecConfiguration: Hashable, Sendable {
    /// What it is called.
    package let name: String
    /// The program, and its arguments.
    package let command: [String]
    /// Between two runs; `nil` for the general interval.
    package let interval: Interval?
    /// How long a run may take.
    package let timeout: Interval
    /// How it prints samples.
    package let format: Format
    /// How many metrics it may have: what is beyond is refused.
    package let maxSeries: Int

    /// How it prints samples.
    package enum Format: String, Hashable, Sendable, CaseIterable {
        /// Lines `NAME TIME VALUE [TAG=VALUE…]`.
        case tcollector
    }

    /// The key in `collectors` that lists them.
    static let name = "exec"
    private static let usualTimeout = Interval(seconds: 10)
    private static let usualSeries = 100
    private static let mostSeries = 100_000

    static let keys = [
        OptionKey("name", .text, isRequired: true),
        OptionKey("command", .texts, isRequired: true),
        OptionKey("interval", .interval),
        OptionKey("timeout", .interval),
        OptionKey("format", .word(Format.allCases.map(\.rawValue))),
        OptionKey("max_series", .integer(1...mostSeries)),
    ]

    /// `nil` where name or command is missing.
    init?(_ options: Options) {
        guard let name = options.text("name"), let command = options.texts("command"), !command.isEmpty else {
            return nil
        }
        self.name = name
        self.command = command
        interval = options.interval("interval")
        timeout = options.interval("timeout") ?? Self.usualTimeout
        format = options.text("format").flatMap(Format.init) ?? .tcollector
        maxSeries = options.integer("max_series") ?? Self.usualSeries
    }
}
