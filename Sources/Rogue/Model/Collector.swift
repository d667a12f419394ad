/// Something that reads one source of the machine at each tick.
///
/// A collector is made, and lives, on the scheduler's queue. What it throws is logged once and ends neither it nor the
/// others; one that could not be made is made again at the next tick.
package protocol Collector: SendableMetatype {
    /// What `--collectors` calls it.
    static var name: String { get }

    /// Opens the source, and takes the first look where a reading is a difference of two.
    init(_ machine: Machine) throws

    /// Appends what the source says now; a metric without a value is left out.
    mutating func collect(into readings: inout [Reading]) throws

    /// What went wrong in the last look and spoiled only some of its readings; logged like what is thrown.
    var complaint: (any Error)? { get }
}

extension Collector {
    package var complaint: (any Error)? { nil }
}
