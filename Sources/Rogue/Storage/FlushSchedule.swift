/// Whose turn it is to be flushed: the files of thousands of series are spread over the time between two flushes.
///
/// So a tick has little work beside it, and the disk no burst.
struct FlushSchedule {
    /// How many files have their turn together.
    static let share = 256

    /// The time of the tick before; none had its turn before the first.
    private var last: Timestamp?

    /// The shares of the series that are due at a tick.
    struct Turns: Sendable {
        fileprivate let groups: Int
        fileprivate let due: Set<Int>

        var isEmpty: Bool { due.isEmpty }

        /// Whether the series of this number has its turn.
        func contains(_ id: Int) -> Bool { due.contains(id % groups) }
    }

    /// What is due at `time`, so that each of `series` has its turn once in `period` seconds; always, where that is 0.
    mutating func turns(at time: Timestamp, period: Int, series: Int) -> Turns {
        defer { last = time }
        guard period > 0 else { return Turns(groups: 1, due: [0]) }
        guard let last else { return Turns(groups: 1, due: []) }
        let groups = max(1, min(period, (series + Self.share - 1) / Self.share))
        let due = (0..<groups).filter { group in
            // A group's turn is where time, less its own shift, enters another period.
            let shift = period / groups * group
            return (time - shift).floored(to: period) != (last - shift).floored(to: period)
        }
        return Turns(groups: groups, due: Set(due))
    }
}
