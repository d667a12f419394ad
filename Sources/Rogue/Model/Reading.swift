/// A metric and what it is now: what a collector produces.
package struct Reading: Hashable, Sendable {
    /// A value, as exact as the machine gives it.
    package enum Value: Hashable, Sendable, CustomStringConvertible {
        case gauge(Double)
        /// Kept as an integer: a `Double` would lose bytes above 2^53.
        case counter(UInt64)

        /// The shortest text that reads back to the same value.
        package var description: String {
            switch self {
            case .gauge(let value): value.description
            case .counter(let value): value.description
            }
        }
    }

    package let metric: Metric
    package let value: Value

    /// A reading of a gauge.
    package init(_ metric: Metric, _ value: Double) {
        self.metric = metric
        self.value = .gauge(value)
    }

    /// A reading of a counter.
    package init(_ metric: Metric, _ value: UInt64) {
        self.metric = metric
        self.value = .counter(value)
    }
}
