/// What became of the slots of a series at a destination.
///
/// A slot is a row of the series' finest archive, gap or not, from the first that was known on. The cursor says by its
/// time how many are settled, and the counts say it by what was seen of each: both have to be the same number.
package struct Account: Hashable, Sendable {
    /// Which file the slots are of; see ``HistoryLook/file``.
    package let file: Int
    /// Seconds between two slots.
    package let step: Int
    /// The first slot; `nil` as long as none was known.
    package let origin: Timestamp?
    /// The last slot that is settled, as all before it are; before ``origin`` where none is.
    package private(set) var cursor: Timestamp
    /// How many slots there were of other steps or times, before the file was begun anew; all are settled.
    package let closed: Int
    /// What became of all that are settled.
    package private(set) var counts: SlotCounts

    package init(
        file: Int,
        step: Int,
        origin: Timestamp?,
        cursor: Timestamp,
        closed: Int = 0,
        counts: SlotCounts = SlotCounts()
    ) {
        (self.file, self.step, self.origin, self.cursor) = (file, step, origin, cursor)
        (self.closed, self.counts) = (closed, counts)
    }

    /// How many slots are settled, by the times alone.
    package var settled: Int { stored(through: cursor) }

    /// How many slots there are, where the file ends at `end`, by the times alone.
    ///
    /// A file may end before the cursor: it was replaced by an older one.
    package func stored(through end: Timestamp) -> Int {
        guard let origin else { return closed }
        return closed + max(0, (max(end, cursor) - origin) / step + 1)
    }

    /// Takes note of what happened; slots before the first that was known are none.
    mutating func settle(_ settlement: Settlement) {
        cursor = settlement.end
        if origin != nil { counts += settlement.counts }
    }
}
