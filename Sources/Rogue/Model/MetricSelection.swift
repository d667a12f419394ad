/// Which metrics are wanted: those that fit a pattern of `include`, or all where it has none, without those that fit one
/// of `exclude`.
package struct MetricSelection: Hashable, Sendable {
    /// One of these has to fit, if there is any.
    package var include: [MetricPattern]
    /// None of these may fit.
    package var exclude: [MetricPattern]

    /// All metrics, if nothing else is said.
    package init(include: [MetricPattern] = [], exclude: [MetricPattern] = []) {
        self.include = include
        self.exclude = exclude
    }

    /// Whether nothing is left out.
    package var isEverything: Bool { include.isEmpty && exclude.isEmpty }

    /// Whether the metric is wanted.
    package func selects(_ metric: MetricName) -> Bool {
        include.select(metric) && !exclude.contains { $0.matches(metric) }
    }
}
