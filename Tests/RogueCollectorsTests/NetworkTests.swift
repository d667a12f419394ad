import Foundation
import Rogue
import Testing

@testable import RogueCollectors

@Suite struct NetworkTests {
    private static let headings = "Inter-| Receive\n face |bytes\n"
    private let copy: FixtureCopy

    init() throws {
        copy = try FixtureCopy("normal")
    }

    private func write(_ lines: (name: String, value: UInt64)...) throws {
        let text = lines.map {
            "\($0.name): " + Array(repeating: "\($0.value)", count: 16).joined(separator: " ") + "\n"
        }
        try copy.put(Self.headings + text.joined(), at: "proc/net/dev")
    }

    /// Docker's interfaces come and go: the next has the name of the last, and begins at 0.
    @Test func interfacesThatComeAndGo() throws {
        try write(("lo", 5), ("veth0", 900))
        var collector = try Network(copy.machine)
        #expect(try collector.look().counter("net.tx_carier;interface=veth0") == 900)
        try write(("lo", 6))
        #expect(try collector.look().counter("net.rx_bytes;interface=veth0") == nil)
        try write(("veth0", 3), ("lo", 7), ("eth9", 1))
        let readings = try collector.look()
        #expect(readings.counter("net.rx_bytes;interface=veth0") == 3)
        #expect(readings.counter("net.rx_bytes;interface=lo") == 7)
        #expect(readings.counter("net.rx_bytes;interface=eth9") == 1)
    }

    @Test func aCounterThatStepsBack() throws {
        var collector: Network?
        let found = try ([4_294_967_000, 100, 200, 300, 0, 310] as [UInt64]).map { value in
            try write(("eth0", value))
            if collector == nil { collector = try Network(copy.machine) }
            return try collector?.look().counter("net.rx_bytes;interface=eth0")
        }
        // 32 bits were full; later there was a moment of zeros.
        #expect(found == [4_294_967_000, nil, 200, 300, nil, 310])
    }

    @Test func theLinkIsReadAnew() throws {
        try write(("eth0", 1))
        for (file, text) in [("speed", "1000\n"), ("carrier", "1\n"), ("mtu", "1500\n")] {
            try copy.put(text, at: "sys/class/net/eth0/\(file)")
        }
        var seconds = 0.0
        var collector = try Network(copy.machine) { seconds }
        let up = try collector.look()
        #expect(up.gauge("net.speed;interface=eth0") == 1e9 && up.gauge("net.carrier;interface=eth0") == 1)
        try copy.put("-1\n", at: "sys/class/net/eth0/speed")
        try copy.put("0\n", at: "sys/class/net/eth0/carrier")
        try copy.put("9000\n", at: "sys/class/net/eth0/mtu")
        let down = try collector.look()
        #expect(down.gauge("net.speed;interface=eth0") == nil && down.gauge("net.carrier;interface=eth0") == 0)
        #expect(down.gauge("net.mtu;interface=eth0") == 9_000)
        for text in ["", "x\n", "-\n", "99999999999999999999\n", "-1\n"] {
            try copy.put(text, at: "sys/class/net/eth0/mtu")
            seconds += 60
            #expect(try collector.look().gauge("net.mtu;interface=eth0") == nil)
        }
        for text in ["-1\n", "2\n"] {
            try copy.put(text, at: "sys/class/net/eth0/carrier")
            #expect(try collector.look().gauge("net.carrier;interface=eth0") == nil)
        }
        // Within a minute, and as long as there is no other carrier, what was read holds.
        try copy.put("1500\n", at: "sys/class/net/eth0/mtu")
        seconds += 59
        #expect(try collector.look().gauge("net.mtu;interface=eth0") == nil)
        seconds += 1
        #expect(try collector.look().gauge("net.mtu;interface=eth0") == 1_500)
    }

    @Test(arguments: ["", "a/b: 1\n", "../x: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n", "eth0: 1 2 3\n", "eth0: 1"])
    func refuses(line: String) throws {
        try copy.put(Self.headings + line, at: "proc/net/dev")
        var collector = try Network(copy.machine)
        #expect(throws: ProcError.self) { try collector.look() }
        try write(("eth0", 1))
        #expect(try !collector.look().isEmpty)
    }
}
