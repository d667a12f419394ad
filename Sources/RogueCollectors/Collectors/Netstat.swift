package import Rogue

/// What TCP, UDP and IP count, how the processors keep up with what comes in, and the table of tracked connections.
package struct Netstat: Collector {
    package static let name = "netstat"
    package private(set) var complaint: (any Error)?

    private let snmp: ProcFile
    private let netstat: OptionalFile
    private let snmp6: OptionalFile
    private let softnet: OptionalFile
    private let folder: String
    private var table = MIBTable(ProtocolCounters.table.map(\.key))
    private var table6 = KeyedValues(ProtocolCounters.table6.map(\.key))
    private var counters = ProtocolCounters.table.map { CounterSeries($0.metric) }
    private var counters6 = ProtocolCounters.table6.map { CounterSeries($0.metric) }
    private var softnetCounters = SoftnetCounters()
    private var conntrack: Conntrack

    /// Opens /proc/net/snmp, which each kernel has; the others are read where they are.
    package init(_ machine: Machine) throws {
        folder = machine.proc + "/net"
        snmp = try ProcFile(folder + "/snmp")
        netstat = OptionalFile(folder + "/netstat")
        snmp6 = OptionalFile(folder + "/snmp6")
        softnet = OptionalFile(folder + "/softnet_stat")
        conntrack = Conntrack(machine)
    }

    /// Appends what each file says; one that cannot be read costs only its own readings.
    package mutating func collect(into readings: inout [Reading]) throws {
        var complaints = Complaints()
        func attempt(_ read: () throws -> Void) {
            do { try read() } catch { complaints.add("\(error)") }
        }
        attempt { try snmp.read { text throws(ProcError) in try append(&text, of: "snmp", to: &readings) } }
        attempt { _ = try netstat.read { text throws(ProcError) in try append(&text, of: "netstat", to: &readings) } }
        attempt { _ = try snmp6.read { text throws(ProcError) in append6(&text, to: &readings) } }
        attempt {
            _ = try softnet.read { text throws(ProcError) in
                try softnetCounters.read(&text, of: folder, into: &readings)
            }
        }
        attempt { try conntrack.readSize(into: &readings) }
        attempt { try conntrack.readLosses(into: &readings) }
        complaint = complaints.orNone
    }

    private mutating func append(
        _ text: inout ByteScanner,
        of file: String,
        to readings: inout [Reading]
    ) throws(ProcError) {
        guard table.read(&text) else {
            throw ProcError("\(folder)/\(file)", "a line is cut, or names and numbers do not fit")
        }
        for index in counters.indices {
            if let value = table[index] { counters[index].append(value, to: &readings) }
        }
    }

    private mutating func append6(_ text: inout ByteScanner, to readings: inout [Reading]) {
        table6.read(&text)
        for index in counters6.indices {
            if let value = table6[index] { counters6[index].append(value, to: &readings) }
        }
    }
}
