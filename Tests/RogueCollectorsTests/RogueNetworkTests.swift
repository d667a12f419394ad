import Rogue
import Testing

@testable import RogueCollectors

@Suite struct RogueNetworkTests {
    private static let headings = "Inter-|   Receive  |  Transmit\n face |bytes    packets |bytes    packets\n"

    private func readings(_ text: String) throws -> [Reading] {
        let copy = try FixtureCopy("normal")
        try copy.write(Array(text.utf8), to: "proc/net/dev")
        return try RogueNetwork.readings(of: copy)
    }

    private func readings(received: UInt64, sent: UInt64) -> [Reading] {
        [Reading(RogueNetwork.bytesReceived, received), Reading(RogueNetwork.bytesSent, sent)]
    }

    @Test func fixtures() throws {
        let normal = try RogueNetwork.readings(of: FixtureCopy("normal"))
        #expect(normal == readings(received: 9_007_199_269_810_979, sent: 25_955))
        let old = try RogueNetwork.readings(of: FixtureCopy("old-kernel"))
        #expect(old == readings(received: 11_200 + 1_234_567_890, sent: 11_200 + 987_654_321))
    }

    @Test(arguments: [
        "eth0", "a:b", "eth0:1", "1:2", ":", "0", "é", "a|b", "veth0123456789a", "1: 2 3", "Inter-|", " ",
    ])
    func names(name: String) throws {
        let found = try readings(Self.headings + "\(name):7 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n")
        #expect(found == readings(received: 7, sent: 9))
    }

    @Test(arguments: [
        ("", "no two lines of headings with an interface after them"),
        ("lo: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15\n", "line 3 is cut, or not an interface's"),
        ("lo: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16", "line 3 is cut, or not an interface's"),
        ("lo 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n", "line 3 is cut, or not an interface's"),
        ("lo: -1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n", "line 3 is cut, or not an interface's"),
        ("lo: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 99999999999999999999\n", "line 3 is cut, or not an interface's"),
        ("\n", "line 3 is cut, or not an interface's"),
        (
            "a: 18446744073709551615 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\nb: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n",
            "the interfaces' counters do not add up to 64 bits"
        ),
    ])
    func refuses(lines: String, reason: String) {
        #expect { try readings(Self.headings + lines) } throws: { "\($0)".hasSuffix("/net/dev: " + reason) }
    }
}
