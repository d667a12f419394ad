/// Lengths of time, as their number and their sum.
package struct KeyTiming: Hashable, Sendable {
    /// How many lengths.
    package private(set) var count: UInt64
    /// Their sum; it stays at its greatest value where it would be greater.
    package private(set) var microseconds: UInt64

    /// So many lengths, of this sum.
    package init(count: UInt64 = 0, microseconds: UInt64 = 0) {
        self.count = count
        self.microseconds = microseconds
    }

    /// The arithmetic mean in seconds; 0 of none, as in the original.
    package var mean: Double {
        count == 0 ? 0 : Double(microseconds) / Double(count) / 1e6
    }

    /// Adds the time from one moment to another, in microseconds; one that runs backwards is left out.
    mutating func add(from start: Int64, to end: Int64) {
        let (length, overflow) = end.subtractingReportingOverflow(start)
        guard !overflow, length >= 0 else { return }
        self += KeyTiming(count: 1, microseconds: UInt64(length))
    }

    /// The lengths of both.
    package static func += (left: inout KeyTiming, right: KeyTiming) {
        left.count = left.count.addingOrGreatest(right.count)
        left.microseconds = left.microseconds.addingOrGreatest(right.microseconds)
    }
}

extension UInt64 {
    /// The sum, or the greatest value where it does not fit.
    func addingOrGreatest(_ other: UInt64) -> UInt64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
