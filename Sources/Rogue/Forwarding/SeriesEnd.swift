/// A series that is sampled no more.
package struct SeriesEnd: Hashable, Sendable {
    package let metric: MetricName
    /// The time of its last row.
    package let last: Timestamp

    package init(_ metric: MetricName, last: Timestamp) {
        self.metric = metric
        self.last = last
    }
}
