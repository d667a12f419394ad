/// A sample on its way into a file.
struct PendingSample: Hashable, Sendable {
    /// The number of its tick in the journal.
    let sequence: Int
    let time: Timestamp
    /// Of a gauge the bits of the `Double`, of a counter the count.
    let bits: UInt64
}
