/// A line of the loss ledger: slots of a series that a destination will never get.
package struct LedgerEntry: Hashable, Sendable {
    /// The metric's text form.
    package let metric: String
    /// A ``Loss/Cause``.
    package let cause: String
    package let first: Timestamp
    package let last: Timestamp
    /// How many slots of that span; the others are gaps, or were delivered.
    package let rows: Int
    /// In words, the store's own where it had any.
    package let detail: String
}

extension LedgerEntry {
    /// A loss that the ledger does not have yet.
    init(_ loss: Loss) {
        self.init(
            metric: loss.metric.description,
            cause: loss.cause.rawValue,
            first: loss.first,
            last: loss.last,
            rows: loss.rows,
            detail: loss.detail
        )
    }
}
