import Glibc

/// A shell pattern for metrics' text forms: `Disk*`, `*;device=sda`.
package struct MetricPattern: Hashable, Sendable {
    private let pattern: String

    package init(_ pattern: String) {
        self.pattern = pattern
    }

    /// Whether the metric's text form fits; `*` crosses dots.
    ///
    /// The corresponding C function is `fnmatch`.
    package func matches(_ metric: MetricName) -> Bool {
        fnmatch(pattern, metric.description, 0) == 0
    }
}

extension [MetricPattern] {
    /// Whether any of the patterns fits, or there is none.
    package func select(_ metric: MetricName) -> Bool {
        isEmpty || contains { $0.matches(metric) }
    }
}
