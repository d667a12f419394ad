/// Something that reads one source of the machine at each tick.
///
/// A collector is made, and lives, on the scheduler's queue. What it throws is logged once and ends neither it nor the
/// others; one that could not be made is made again at the next tick.
package protocol Collector: ReadingSource, SendableMetatype {
    /// What `--collectors` calls it.
    static var name: String { get }

    /// The keys that it has in the configuration file besides those of every collector.
    static var options: [OptionKey] { get }

    /// Opens the source, and takes the first look where a reading is a difference of two.
    init(_ machine: Machine) throws

    /// The same, with the values of its own keys.
    init(_ machine: Machine, _ options: Options) throws
}

extension Collector {
    /// None, for a collector that says nothing else.
    package static var options: [OptionKey] { [] }

    /// For a collector that has no keys of its own.
    package init(_ machine: Machine, _ options: Options) throws {
        try self.init(machine)
    }
}
