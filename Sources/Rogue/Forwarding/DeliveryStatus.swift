/// How far a destination has got with each metric.
package struct DeliveryStatus: Sendable {
    package let destination: String
    package private(set) var lines: [Line] = []
    /// Files that could not be read.
    package var errors: [String] = []

    /// One metric.
    package struct Line: Hashable, Sendable {
        package let metric: String
        /// The last row that the destination has; `nil` where it has none.
        package let cursor: Timestamp?
        /// The last final row.
        package let end: Timestamp
        /// How many rows wait.
        package let pending: Int
        /// How many rows the destination will never get.
        package let lost: Int
    }

    init(destination: String) {
        self.destination = destination
    }

    /// How many rows wait, of all metrics.
    package var pending: Int { lines.reduce(0) { $0 + $1.pending } }

    mutating func add(_ metric: String, end: Timestamp, cursor: Timestamp?, pending: Int, lost: Int) {
        lines.append(Line(metric: metric, cursor: cursor, end: end, pending: pending, lost: lost))
    }
}
