import ArgumentParser
package import Rogue

/// Which metrics a reader works on; the same option for every reader.
package struct MetricOptions: ParsableArguments {
    @Option(
        name: .customLong("metric"),
        help: ArgumentHelp("Only metrics that fit this shell pattern. Can be given again.", valueName: "glob")
    )
    var globs: [String] = []

    package init() {}

    /// The patterns; none selects every metric.
    package var patterns: [MetricPattern] { globs.map { MetricPattern($0) } }
}
