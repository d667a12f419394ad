import RoundRobin

/// A metric in the catalogue: what it is, and how its file is made.
package struct Series: Hashable, Sendable {
    /// Its number in the journal.
    let id: Int
    let metric: Metric
    /// The path of its file below the prefix.
    let path: String
    /// Seconds between two samples.
    let step: Int
    /// Seconds after which a counter's gap is unknown.
    let heartbeat: Int
    /// What its file is made with, where there is none.
    let archives: [RoundRobinArchive]
}
