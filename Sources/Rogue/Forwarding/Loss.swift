/// Slots of a series that a destination will never get, and why.
package struct Loss: Hashable, Sendable, CustomStringConvertible {
    /// What ended them.
    package enum Cause: String, CaseIterable, Hashable, Sendable {
        /// They left the archive before they were sent.
        case expired
        /// They are older than the destination's `max_age`.
        case old
        /// The destination takes others, but not these.
        case refused
        /// The destination's rules on names or values leave no way to send them.
        case sanitised
        /// Their file was moved aside, or removed, before they were sent.
        case replaced
    }

    package let metric: MetricName
    package let first: Timestamp
    package let last: Timestamp
    /// How many slots; gaps between them are none.
    package let rows: Int
    /// Seconds between two slots.
    package let step: Int
    package let cause: Cause
    /// The destination's words, where it had any.
    package let detail: String

    package init(
        _ metric: MetricName,
        _ rows: HistoryRows.Expired,
        _ cause: Cause = .expired,
        _ detail: String = "expired from the archive unsent"
    ) {
        self.metric = metric
        self.first = rows.first
        self.last = rows.last
        self.rows = rows.rows
        self.step = rows.step
        self.cause = cause
        self.detail = detail
    }

    /// A sample that stands for so many slots, and was refused alone.
    init(_ metric: MetricName, _ sample: Sample, slots: Int, step: Int, _ cause: Cause, _ detail: String) {
        self.metric = metric
        self.first = sample.time - (slots - 1) * step
        self.last = sample.time
        self.rows = slots
        self.step = step
        self.cause = cause
        self.detail = "value \(sample.value) refused: \(detail)"
    }

    /// `CPUPercent: 12 rows from 1795219680 to 1795219690 lost: expired from the archive unsent`.
    package var description: String {
        let span = rows == 1 ? "1 row at \(first)" : "\(rows) rows from \(first) to \(last)"
        return "\(metric): \(span) lost: \(detail)"
    }
}
