/// Which final rows the finest archive of a file holds.
package struct HistoryWindow: Hashable, Sendable {
    /// Seconds between two rows.
    package let step: Int
    /// How many rows the archive holds.
    package let rows: Int
    /// The time of the latest final row: an update at or after it has come, so it never changes again.
    package let end: Timestamp
    /// The time before the oldest row: the rows are those after `start`, up to and with `end`.
    package var start: Timestamp { end - rows * step }

    package init(step: Int, rows: Int, lastUpdate: Timestamp) {
        self.step = step
        self.rows = rows
        self.end = lastUpdate.floored(to: step)
    }

    /// The rows after `cursor` that the archive no longer holds.
    package func expired(after cursor: Timestamp?) -> HistoryRows.Expired? {
        guard let cursor = cursor?.floored(to: step), cursor < start else { return nil }
        return HistoryRows.Expired(first: cursor + step, last: start, rows: (start - cursor) / step, step: step)
    }
}
