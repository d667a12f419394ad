/// What came of one run for one destination.
package struct DeliveryReport: Sendable {
    package let destination: String
    /// How many samples the destination took.
    package var delivered = 0
    /// Whether another run is at work for the destination: nothing was done here.
    package var isElsewhere = false
    /// Why some, or all, are kept for a later run.
    package var kept: String?
    /// How long the destination is to be left alone.
    package var wait: Duration = .zero
    /// What the destination will never get, found in this run: as much of it as a person would read.
    package private(set) var losses: [Loss] = []
    /// How many losses there are beside those, and of how many rows.
    package private(set) var otherLosses = (count: 0, rows: 0)
    /// What else went wrong: files that could not be read, the cursor database.
    package var errors: [String] = []

    package init(destination: String, kept: String? = nil) {
        self.destination = destination
        self.kept = kept
    }

    /// How many losses are told one by one; the ledger has all.
    private static let mostLosses = 100

    /// Takes note of losses.
    mutating func note(_ losses: [Loss]) {
        for loss in losses {
            if self.losses.count < Self.mostLosses {
                self.losses.append(loss)
            } else {
                otherLosses = (otherLosses.count + 1, otherLosses.rows + loss.rows)
            }
        }
    }
}
