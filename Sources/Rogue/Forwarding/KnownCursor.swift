/// What `delivery.db` knows of a series at a destination.
package struct KnownCursor: Hashable, Sendable {
    /// The last row that is settled.
    package let time: Timestamp
    /// What became of all rows; `nil` where only the cursor is known: the original's, or an earlier version's.
    package let account: Account?
    /// Rows in the ledger.
    package var losses: Losses?

    /// How many rows of a series are in the ledger, and since when.
    package struct Losses: Hashable, Sendable {
        package let first: Timestamp
        package let rows: Int
    }
}
