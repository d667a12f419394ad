/// How many slots of a series are in each state that they never leave.
package struct SlotCounts: Hashable, Sendable {
    /// The store has them.
    package var delivered = 0
    /// Those of them that the store has only as a part of a mean, a row of a coarser archive.
    package var coarse = 0
    /// Nothing is known of them: there is nothing to be delivered.
    package var gaps = 0
    /// They will never be delivered; the ledger says why.
    package var ledgered = 0

    /// None.
    package init() {}

    /// So many in the ledger.
    package init(ledgered: Int, gaps: Int = 0) {
        self.ledgered = ledgered
        self.gaps = gaps
    }

    /// All of them, each once.
    package var total: Int { delivered &+ gaps &+ ledgered }

    package static func += (counts: inout SlotCounts, more: SlotCounts) {
        counts.delivered &+= more.delivered
        counts.coarse &+= more.coarse
        counts.gaps &+= more.gaps
        counts.ledgered &+= more.ledgered
    }
}
