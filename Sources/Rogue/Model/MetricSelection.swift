/// Which metrics are wanted: those that fit a pattern of `include`, or all where it has none, without those that fit one
/// of `exclude`.
package struct MetricSelection: Hashable, Sendable {
    package var include: [MetricPattern]
    package var exclude: [MetricPattern]

    package init(include: [MetricPattern] = [], exclude: [MetricPattern] = []) {
        self.include = include
        self.exclude = exclude
    }

    /// Whether the metric is wanted.
    package func selects(_ metric: MetricName) -> Bool {
        include.select(metric) && !exclude.contains { $0.matches(metric) }
    }
}
