package import Rogue

/// What all network interfaces together, lo among them, have received and sent: psutil's net_io_counters.
package struct RogueNetwork: Collector {
    package static let name = "rogue-network"
    package static let bytesReceived = Metric(
        MetricName("NetworkBytesReceived"),
        .counter,
        unit: "bytes/s",
        summary: "Received on all interfaces, loopback among them."
    )
    package static let bytesSent = Metric(
        MetricName("NetworkBytesSent"),
        .counter,
        unit: "bytes/s",
        summary: "Sent on all interfaces, loopback among them."
    )

    private let interfaces: ProcFile

    /// Opens the source.
    package init(_ machine: Machine) throws {
        interfaces = try ProcFile(machine.proc + "/net/dev")
    }

    /// Appends the bytes that all interfaces together received and sent.
    package mutating func collect(into readings: inout [Reading]) throws {
        let sums = try interfaces.read { text throws(ProcError) in try total(&text) }
        guard let received = sums.received.value, let sent = sums.sent.value else {
            throw interfaces.malformed("the interfaces' counters do not add up to 64 bits")
        }
        readings.append(Reading(Self.bytesReceived, received))
        readings.append(Reading(Self.bytesSent, sent))
    }

    private func total(_ text: inout ByteScanner) throws(ProcError) -> NetworkSums {
        guard text.skip("Inter-|"), text.nextLine(), text.skip(" face |"), text.nextLine(), !text.isAtEnd else {
            throw interfaces.malformed("no two lines of headings with an interface after them")
        }
        var sums = NetworkSums()
        var number = 3
        while !text.isAtEnd {
            guard sums.add(&text) else { throw interfaces.malformed("line \(number) is cut, or not an interface's") }
            number += 1
        }
        return sums
    }
}

/// The counters of some interfaces, added up.
private struct NetworkSums {
    var received = ExactSum()
    var sent = ExactSum()

    /// Adds a line `name: 16 numbers`, if it is one; bytes received are the first number, bytes sent the ninth.
    mutating func add(_ text: inout ByteScanner) -> Bool {
        var fields = InlineArray<16, UInt64>(repeating: 0)
        guard text.interface(&fields) != nil else { return false }
        received.add(fields[0])
        sent.add(fields[8])
        return true
    }
}
