package import Rogue

/// What each network interface, lo among them, has received and sent, and its link: /proc/net/dev, /sys/class/net.
package struct Network: Collector {
    package static let name = "network"

    private let interfaces: ProcFile
    private let sys: String
    private let now: () -> Double
    private var lines = Instances<InterfaceLine>()

    /// A process may usually open 1,024.
    private static let mostOpenFiles = 256

    /// Opens the source.
    package init(_ machine: Machine) throws {
        try self.init(machine, now: MonotonicClock.seconds)
    }

    /// The same with another clock: monotonic seconds.
    init(_ machine: Machine, now: @escaping () -> Double) throws {
        interfaces = try ProcFile(machine.proc + "/net/dev")
        sys = machine.sys
        self.now = now
    }

    /// Appends counters and link of each interface.
    package mutating func collect(into readings: inout [Reading]) throws {
        let time = now()
        try readings.appendAll { readings throws(ProcError) in
            try interfaces.read { text throws(ProcError) in try read(&text, at: time, into: &readings) }
        }
    }

    private mutating func read(
        _ text: inout ByteScanner,
        at time: Double,
        into readings: inout [Reading]
    ) throws(ProcError) {
        guard text.skip("Inter-|"), text.nextLine(), text.skip(" face |"), text.nextLine(), !text.isAtEnd else {
            throw interfaces.malformed("no two lines of headings with an interface after them")
        }
        var index = 0
        defer { lines.keep(first: index) }
        var counts = InlineArray<16, UInt64>(repeating: 0)
        while !text.isAtEnd {
            guard let name = text.interface(&counts), isKnown(name, at: index) else {
                throw interfaces.malformed("line \(index + 3) is cut, or not an interface's")
            }
            lines[index].take(counts, at: time, into: &readings)
            index += 1
        }
    }

    private mutating func isKnown(_ name: Span<UInt8>, at index: Int) -> Bool {
        if lines.isKnown(name, at: index) { return true }
        guard let text = InstanceName.text(name) else { return false }
        let holdsFile = lines.count { $0.link.holdsFile } < Self.mostOpenFiles
        let link = InterfaceLink(interface: text, sys: sys, holdsFile: holdsFile)
        return lines.add(InterfaceLine(interface: text, link: link), named: text, at: index)
    }
}
