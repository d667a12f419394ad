/// What came of one run for one destination.
package struct DeliveryReport: Sendable {
    package let destination: String
    /// How many samples the destination took.
    package var delivered = 0
    /// Whether another run is at work for the destination: nothing was done here.
    package var isElsewhere = false
    /// Why some, or all, are kept for a later run.
    package var kept: String?
    /// What the destination will never get, found in this run.
    package var losses: [Loss] = []
    /// What else went wrong: files that could not be read, the cursor database.
    package var errors: [String] = []

    package init(destination: String) {
        self.destination = destination
    }
}
