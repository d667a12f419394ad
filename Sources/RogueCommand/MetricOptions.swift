import ArgumentParser
package import Rogue

/// Which metrics a reader works on; the same option for every reader.
package struct MetricOptions: ParsableArguments {
    @Option(
        name: .customLong("metric"),
        help: ArgumentHelp(
            "Only metrics that fit this shell pattern, or this /regular expression/. Can be given again.",
            valueName: "pattern"
        ),
        transform: Self.pattern
    )
    var chosen: [MetricPattern] = []

    package init() {}

    /// The patterns; none selects every metric.
    package var patterns: [MetricPattern] { chosen }

    private static func pattern(_ text: String) throws -> MetricPattern {
        do {
            return try MetricPattern(text)
        } catch {
            throw ValidationError("\(error)")
        }
    }
}
