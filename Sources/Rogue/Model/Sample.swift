/// A metric's value at a time: what is stored, exported and sent.
package struct Sample: Hashable, Sendable {
    package let metric: MetricName
    /// The end of the interval that the value tells of.
    package let time: Timestamp
    package let value: Double

    package init(_ metric: MetricName, _ time: Timestamp, _ value: Double) {
        self.metric = metric
        self.time = time
        self.value = value
    }
}
