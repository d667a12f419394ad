/// Rows that a destination will never get, and why.
package struct Loss: Hashable, Sendable, CustomStringConvertible {
    /// What ended them.
    package enum Cause: String, Hashable, Sendable {
        /// They left the archive before they were sent.
        case expired
        /// The destination takes others, but not these.
        case refused
        /// The destination's rules on names or values leave no way to send them.
        case sanitised
    }

    package let metric: MetricName
    package let first: Timestamp
    package let last: Timestamp
    package let rows: Int
    package let cause: Cause
    /// The destination's words, where it had any.
    package let detail: String

    /// Rows that left the archive before they were sent.
    package init(_ metric: MetricName, _ expired: HistoryRows.Expired) {
        self.metric = metric
        self.first = expired.first
        self.last = expired.last
        self.rows = expired.rows
        self.cause = .expired
        self.detail = "expired from the archive unsent"
    }

    /// A sample that was refused alone.
    package init(_ sample: Sample, refused detail: String, cause: Cause = .refused) {
        self.metric = sample.metric
        self.first = sample.time
        self.last = sample.time
        self.rows = 1
        self.cause = cause
        self.detail = "value \(sample.value) refused: \(detail)"
    }

    /// `CPUPercent: 12 rows from 1795219680 to 1795219690 lost: expired from the archive unsent`.
    package var description: String {
        let span = rows == 1 ? "1 row at \(first)" : "\(rows) rows from \(first) to \(last)"
        return "\(metric): \(span) lost: \(detail)"
    }
}
