/// A metric as its collector declares it.
///
/// A class, for each tick hands on thousands of readings: to count one reference costs less than to count those of five
/// texts.
package final class Metric: Sendable {
    /// What the numbers are.
    package enum Kind: String, Hashable, Sendable {
        /// A value that stands for itself: GAUGE.
        case gauge
        /// A count that only grows until it is reset; stored as its rate per second: DERIVE, minimum 0.
        case counter
    }

    package let name: MetricName
    package let kind: Kind
    /// The values that are possible; what is outside is unknown.
    package let range: ClosedRange<Double>?

    /// Of the values, or of a counter's rate: `percent`, `bytes/s`.
    package let unit: String
    /// What it is, in one sentence.
    package let summary: String

    package init(
        _ name: MetricName,
        _ kind: Kind,
        unit: String = "",
        in range: ClosedRange<Double>? = nil,
        summary: String = ""
    ) {
        self.name = name
        self.kind = kind
        self.unit = unit
        self.range = range
        self.summary = summary
    }
}

extension Metric: Hashable {
    package static func == (left: Metric, right: Metric) -> Bool {
        left === right
            || left.name == right.name && left.kind == right.kind && left.range == right.range
                && left.unit == right.unit && left.summary == right.summary
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(name)
    }
}
