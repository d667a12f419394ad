import Foundation
import Rogue
import Testing

@testable import RogueCollectors

/// This machine's own sockets and counters, read plainly beside.
@Suite struct LiveSocketsTests {
    private func readings(_ collector: inout some Collector) throws -> [String: Reading.Value] {
        var readings: [Reading] = []
        try collector.collect(into: &readings)
        #expect(collector.complaint == nil)
        return Dictionary(readings.map { ("\($0.metric.name)", $0.value) }) { $1 }
    }

    private func listening() throws -> Int {
        try ["tcp", "tcp6"].reduce(0) { sum, file in
            let text = String(decoding: try plainRead("/proc/net/" + file), as: UTF8.self)
            // The fourth field is the state, 0A that of a listening socket.
            return sum + text.split(separator: "\n").dropFirst().count { $0.split(separator: " ")[3] == "0A" }
        }
    }

    @Test func listeningSocketsAreThoseOfProcNetTCP() throws {
        var collector = try Sockets(Machine())
        for _ in 0..<1_000 {
            let before = try listening()
            let found = try readings(&collector)["sockets.count;protocol=tcp;state=listen"]
            // Between two equal looks the third is equal too: other tests listen as well.
            guard try listening() == before else { continue }
            #expect(found == .gauge(Double(before)))
            return
        }
        Issue.record("the sockets never stood still")
    }

    @Test func countersAreThoseOfSNMP() throws {
        func retransmitted() throws -> (UInt64, UInt64) {
            let text = String(decoding: try plainRead("/proc/net/snmp"), as: UTF8.self)
            let lines = text.split(separator: "\n").filter { $0.hasPrefix("Tcp:") }.map { $0.split(separator: " ") }
            let names = try #require(lines.first)
            func value(_ name: String) throws -> UInt64 {
                let column = try #require(names.firstIndex { $0 == name })
                return try #require(UInt64(lines[1][column]))
            }
            return try (value("RetransSegs"), value("PassiveOpens"))
        }
        var collector = try Netstat(Machine())
        let before = try retransmitted()
        let found = try readings(&collector)
        let after = try retransmitted()
        for (name, range) in [("retrans_segs", before.0...after.0), ("passive_opens", before.1...after.1)] {
            guard case .counter(let value) = found["netstat.\(name);protocol=tcp"] else {
                Issue.record("no \(name)")
                continue
            }
            #expect(range.contains(value))
        }
    }

    @Test func aConnectionOfItsOwnIsCountedForTheProcess() throws {
        let own = try String(contentsOfFile: "/proc/self/comm", encoding: .utf8).dropLast()
        let group = ProcessGroup(name: "own", pattern: try RegularExpression("^\(own)$"))
        var collector = try Processes(Machine(), groups: [group], top: 0)
        let found = try readings(&collector)
        // Nothing is new at the first look.
        #expect(found["proc.net_received_bytes;process=own"] == .counter(0))
    }
}
