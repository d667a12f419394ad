import Testing

@testable import RogueCollectors

@Suite struct SocketsTests {
    /// What one file tells of is none of the other's, so that no metric is there twice.
    @Test func eachFileTellsOfItsOwnProtocols() throws {
        let copy = try FixtureCopy("server")
        try copy.put("sockets: used 9\nTCP: inuse 3\nTCP6: inuse 5\n", at: "proc/net/sockstat")
        try copy.put("sockets: used 8\nTCP: inuse 4\nTCP6: inuse 6\n", at: "proc/net/sockstat6")
        var collector = try Sockets(copy.machine, source: nil)
        let readings = try collector.look()
        #expect(readings.count == 3 && readings.gauge("sockets.used") == 9)
        #expect(readings.gauge("sockets.inuse;protocol=tcp") == 3)
        #expect(readings.gauge("sockets.inuse;protocol=tcp6") == 6)
        // One that is cut costs its own readings only.
        try copy.put("TCP6: inuse 6", at: "proc/net/sockstat6")
        #expect(try collector.look().count == 2 && collector.complaint != nil)
    }
}
