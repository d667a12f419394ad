/// What a program knows of the words in the configuration file.
package struct Vocabulary: Sendable {
    /// The collectors there are; `nil` where the program has none, and leaves them unchecked.
    package let collectors: [any Collector.Type]?
    /// What is wrong with the destinations, for a program that knows.
    package let checkDestinations: @Sendable ([DestinationConfiguration]) -> [Complaint]

    /// Knows no collector, and finds no fault with destinations, if nothing else is said.
    package init(
        collectors: [any Collector.Type]? = nil,
        checkDestinations: @escaping @Sendable ([DestinationConfiguration]) -> [Complaint] = { _ in [] }
    ) {
        self.collectors = collectors
        self.checkDestinations = checkDestinations
    }

    /// What is wrong with a destination.
    package struct Complaint: Hashable, Sendable {
        /// Which of the destinations.
        package let index: Int
        /// The key that is wrong, or whose value is.
        package let key: String
        /// What is wrong, in one line.
        package let reason: String

        /// A key of the destination at `index`.
        package init(of index: Int, key: String, reason: String) {
            self.index = index
            self.key = key
            self.reason = reason
        }
    }
}
