/// How far a destination has got with each metric, and what became of every slot.
///
/// What is stored is reckoned from the first slot's time and the last final row of the file; what became of it from what
/// was counted, slot by slot, when it was delivered, and from the rows that are in the file now. So the two are equal only
/// where no slot was passed over, and none counted twice.
package struct DeliveryStatus: Sendable {
    package let destination: String
    package private(set) var lines: [Line] = []
    /// How the destination has been doing.
    package let state: DestinationState
    /// What has been lost since the ledger was last written to.
    package private(set) var losses: [Loss] = []
    /// Files that could not be read.
    package var errors: [String] = []

    /// One metric.
    package struct Line: Hashable, Sendable {
        package let metric: String
        /// The last row that is settled; `nil` where none is.
        package let cursor: Timestamp?
        /// The last final row.
        package let end: Timestamp
        /// How many slots there are.
        package let stored: Int
        /// How many wait.
        package let pending: Int
        /// What became of the others.
        package let counts: SlotCounts
        /// Seconds from the last row that is settled, or else what is before the first, to the last final one; 0 where
        /// nothing waits.
        package let lag: Int
    }

    init(destination: String, state: DestinationState) {
        self.destination = destination
        self.state = state
    }

    mutating func add(_ line: Line, losses: [Loss]) {
        lines.append(line)
        self.losses += losses
    }

    /// How many slots there are, of all metrics.
    package var stored: Int { lines.reduce(0) { $0 + $1.stored } }
    /// How many slots wait.
    package var pending: Int { lines.reduce(0) { $0 + $1.pending } }
    /// What became of the others.
    package var counts: SlotCounts { lines.reduce(into: SlotCounts()) { $0 += $1.counts } }
    /// Seconds from the last settled row to the last final one, of the metric where it is longest.
    package var lag: Int { lines.map(\.lag).max() ?? 0 }

    /// The metrics of which it is not so that each slot is delivered, a gap, pending or in the ledger.
    package var unbalanced: [Line] { lines.filter { $0.stored != $0.pending + $0.counts.total } }
}
