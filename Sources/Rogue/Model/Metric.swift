/// A metric as its collector declares it.
package struct Metric: Hashable, Sendable {
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

    package init(_ name: MetricName, _ kind: Kind, in range: ClosedRange<Double>? = nil) {
        self.name = name
        self.kind = kind
        self.range = range
    }
}
