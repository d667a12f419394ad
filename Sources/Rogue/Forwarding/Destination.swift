/// A store that takes samples.
///
/// A destination is used by one delivery, which runs on a thread of its own: `send` may block. It keeps no state that
/// matters: whatever it was told is told again until it answers ``Outcome/delivered``.
package protocol Destination: Sendable {
    /// The URL schemes that lead to it.
    static var schemes: [String] { get }

    /// What tells it from the others, between runs: scheme, host, port, path and query without secrets, or `?name=`.
    var name: String { get }

    /// The most samples that it takes at once.
    var batchLimit: Int { get }

    /// What the metric is called in the store once its rules on names have been followed.
    ///
    /// Of two metrics with one name in the store only the first is sent, and it is said. A metric that can have no name
    /// there goes to the loss ledger. The text form of the metric, where the store takes any name.
    func storeName(of metric: MetricName) -> StoreName

    /// Sends the samples and waits, for a limited time, for the store's word on them.
    func send(_ samples: ArraySlice<Sample>) async -> Outcome
}

extension Destination {
    /// The text form.
    package func storeName(of metric: MetricName) -> StoreName { .named(metric.description) }
}
