/// How far a series is settled by something that has happened, and what became of the slots up to there.
struct Settlement: Hashable, Sendable {
    /// The last slot that is settled.
    var end: Timestamp
    /// The slots from the one after the account's cursor to that one.
    var counts: SlotCounts
}
