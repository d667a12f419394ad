/// Something that reads one source of the machine at each tick.
///
/// A collector is made, and lives, on the scheduler's queue. What it throws is logged once and ends neither it nor the
/// others; one that could not be made is made again at the next tick.
package protocol Collector: SendableMetatype {
    /// What `--collectors` calls it.
    static var name: String { get }

    /// The keys that it has in the configuration file besides those of every collector.
    static var options: [OptionKey] { get }

    /// Opens the source, and takes the first look where a reading is a difference of two.
    init(_ machine: Machine) throws

    /// The same, with the values of its own keys.
    init(_ machine: Machine, _ options: Options) throws

    /// Appends what the source says now; a metric without a value is left out.
    mutating func collect(into readings: inout [Reading]) throws

    /// What went wrong in the last look and spoiled only some of its readings; logged like what is thrown.
    var complaint: (any Error)? { get }
}

extension Collector {
    package var complaint: (any Error)? { nil }
}

extension Collector {
    /// None, for a collector that says nothing else.
    package static var options: [OptionKey] { [] }

    /// For a collector that has no keys of its own.
    package init(_ machine: Machine, _ options: Options) throws {
        try self.init(machine)
    }
}
