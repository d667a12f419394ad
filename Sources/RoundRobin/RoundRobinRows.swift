/// Consecutive rows of one archive, as `rrd_fetch` returned them.
package struct RoundRobinRows: Hashable, Sendable {
    /// Seconds between two rows; not always what the caller expected, for librrd picks the archive.
    package let step: Int
    /// The time of the first row.
    package let start: Int
    /// One value a row; NaN is unknown.
    package let values: [Double]

    package init(step: Int, start: Int, values: [Double]) {
        self.step = step
        self.start = start
        self.values = values
    }

    /// The time of the row at `index`: the end of the interval that it tells of.
    package func time(_ index: Int) -> Int { start + index * step }
}
