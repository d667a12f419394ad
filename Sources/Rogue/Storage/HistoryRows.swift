/// Consecutive final rows of a metric.
package struct HistoryRows: Hashable, Sendable {
    /// Seconds between two rows.
    package let step: Int
    /// The time before the first row.
    package let start: Timestamp
    /// One value a row; NaN is a gap.
    package let values: [Double]
    /// The rows before these that were never read and are gone.
    package let expired: Expired?
    /// Whether they are of a coarser archive, for the finest no longer holds them.
    package private(set) var isCoarse = false

    /// Rows that left the archive.
    package struct Expired: Hashable, Sendable {
        package let first: Timestamp
        package let last: Timestamp
        package let rows: Int
    }

    /// The time of the row at `index`.
    package func time(_ index: Int) -> Timestamp { start + (index + 1) * step }

    /// The time of the last row, or of what is before the first where there is none.
    package var end: Timestamp { start + values.count * step }

    /// What the metric is called in these rows: `a`, or of a coarser archive `a;granularity=60`.
    package func name(of metric: MetricName) -> MetricName {
        isCoarse ? metric.with(granularity: "\(step)") : metric
    }

    /// The rows from the first on that is known.
    func withoutLeadingGaps() -> HistoryRows {
        let gaps = values.prefix { $0.isNaN }.count
        let rest = Array(values.dropFirst(gaps))
        return HistoryRows(step: step, start: start + gaps * step, values: rest, expired: expired, isCoarse: isCoarse)
    }
}
