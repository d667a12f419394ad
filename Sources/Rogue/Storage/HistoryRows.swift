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
    /// Seconds between two rows of the finest archive.
    let slotStep: Int
    /// Which file they are of; see ``HistoryLook/file``.
    let file: Int

    /// Rows of the finest archive, or some of them, in a span of time.
    package struct Expired: Hashable, Sendable {
        package let first: Timestamp
        package let last: Timestamp
        package let rows: Int
        /// Seconds between two rows.
        package let step: Int
    }

    /// Whether they are of a coarser archive, for the finest no longer holds them.
    package var isCoarse: Bool { step != slotStep }

    /// The time of the row at `index`.
    package func time(_ index: Int) -> Timestamp { start + (index + 1) * step }

    /// The time of the last row, or of what is before the first where there is none.
    package var end: Timestamp { start + values.count * step }

    /// How many rows of the finest archive that are after `cursor` the row at `index` stands for.
    func slots(_ index: Int, after cursor: Timestamp?) -> Int {
        guard index == 0, let cursor, cursor > start else { return step / slotStep }
        return (time(0) - cursor) / slotStep
    }

    /// What the metric is called in these rows: `a`, or of a coarser archive `a;granularity=60`.
    package func name(of metric: MetricName) -> MetricName {
        isCoarse ? metric.with(granularity: "\(step)") : metric
    }

    /// The rows from the first on that is known.
    func withoutLeadingGaps() -> HistoryRows {
        let gaps = values.prefix { $0.isNaN }.count
        return HistoryRows(
            step: step,
            start: start + gaps * step,
            values: Array(values.dropFirst(gaps)),
            expired: expired,
            slotStep: slotStep,
            file: file
        )
    }
}
