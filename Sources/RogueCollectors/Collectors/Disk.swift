package import Rogue

/// What each block device has done, and how busy it was: /proc/diskstats.
///
/// Every whole physical disk; a device on top of others (md, dm, zram) as soon as it has done something; no partition,
/// no loop and no ram device.
package struct Disk: Collector {
    package static let name = "disk"

    private let diskstats: ProcFile
    private let devices: BlockDevices
    private let now: () -> Double
    /// By lines; `nil` for a device that is left out.
    private var lines = Instances<DiskLine?>()

    /// Major numbers of ram and loop devices: Documentation/admin-guide/devices.txt.
    private static let leftOut: Set<UInt64> = [1, 7]

    /// Opens the source.
    package init(_ machine: Machine) throws {
        try self.init(machine, now: MonotonicClock.seconds)
    }

    /// The same with another clock: monotonic seconds.
    init(_ machine: Machine, now: @escaping () -> Double) throws {
        diskstats = try ProcFile(machine.proc + "/diskstats")
        devices = try BlockDevices(sys: machine.sys)
        self.now = now
    }

    /// Appends counters of each device, and from the second look on, how busy it was in between.
    package mutating func collect(into readings: inout [Reading]) throws {
        let time = now()
        try readings.appendAll { readings throws(ProcError) in
            try diskstats.read { text throws(ProcError) in try read(&text, at: time, into: &readings) }
        }
    }

    private mutating func read(
        _ text: inout ByteScanner,
        at time: Double,
        into readings: inout [Reading]
    ) throws(ProcError) {
        var index = 0
        defer { lines.keep(first: index) }
        while !text.isAtEnd {
            guard
                let major = text.number(), text.number() != nil, let name = text.word(),
                try isKnown(name, major, at: index), take(&text, at: time, line: index, into: &readings)
            else { throw diskstats.malformed("line \(index + 1) is cut, or not a device's") }
            index += 1
        }
    }

    private mutating func isKnown(_ name: Span<UInt8>, _ major: UInt64, at index: Int) throws(ProcError) -> Bool {
        if lines.isKnown(name, at: index) { return true }
        guard let text = BlockDevices.text(name) else { return false }
        let kind = Self.leftOut.contains(major) ? .part : try devices.kind(of: text)
        let line = kind == .part ? nil : DiskLine(device: text, reportsIdle: kind == .physical)
        return lines.add(line, named: text, at: index)
    }

    private mutating func take(
        _ text: inout ByteScanner,
        at time: Double,
        line: Int,
        into readings: inout [Reading]
    ) -> Bool {
        guard lines[line] != nil else { return text.nextLine() }
        guard let counters = DiskCounters(&text) else { return false }
        lines.update(line) { $0?.take(counters, at: time, into: &readings) }
        return true
    }
}
