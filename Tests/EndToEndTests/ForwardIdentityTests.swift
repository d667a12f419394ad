import Foundation
import RogueTestSupport
import Synchronization
import Testing

/// Which destination is which, and whose the cursors are.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct ForwardIdentityTests {
    let test: TestHistory
    let forward: Forward
    let start = recent(10_000)

    init() throws {
        test = try TestHistory()
        forward = Forward(prefix: test.directory.path)
    }

    @Test func aNameKeepsTheCursorsWhereTheURLChanges() async throws {
        let servers = [try HTTPTestServer(), try HTTPTestServer()]
        let lines = try LineTestServer()
        defer {
            for server in servers { server.stop() }
            lines.stop()
        }
        try test.add("a", from: start, [1, 2])
        #expect(try await forward.run(servers[0].url + "/old?name=store&x=1").isSilent())
        try test.add("a", from: start + 2, [3])
        #expect(try await forward.run(servers[1].url + "/new?name=store").isSilent())
        try test.add("a", from: start + 3, [4])
        #expect(try await forward.run("grok://127.0.0.1:\(lines.port)?name=store").isSilent())
        #expect(servers[0].requests.map(\.target) == ["/old?x=1"])
        #expect(servers[1].requests.map(\.target) == ["/new"])
        #expect(servers.map { $0.points.map(\.value) } == [[1, 2], [3]])
        #expect(lines.texts == ["a 4.0 \(start + 3)\n"])
        // Without the name it is another destination.
        #expect(try await forward.run(servers[1].url + "/new").isSilent())
        #expect(servers[1].points.map(\.value) == [3, 1, 2, 3, 4])
    }

    @Test(arguments: [
        ["http://127.0.0.1:9/x?name=a", "grok://127.0.0.1:9?name=a"],
        ["http://127.0.0.1:9/x", "http://127.0.0.1:9/x"],
        ["https://u:p@127.0.0.1/x?token=1", "https://127.0.0.1:443/x?token=2"],
    ])
    func oneDestinationTwiceIsWrong(servers: [String]) async throws {
        let result = try await forward.start(servers).end()
        #expect(result.complains(64, "is given twice"), "\(result)")
        #expect(try test.directory.names().isEmpty)
    }

    @Test func aRunElsewhereIsLeftItsDestination() async throws {
        try test.add("a", from: start, (0..<1500).map(Double.init), rows: 2000)
        let turnstile = Turnstile()
        let server = try HTTPTestServer { _, _ in .status(turnstile.pass() ? 200 : 500) }
        let other = try HTTPTestServer()
        defer {
            turnstile.open()
            server.stop()
            other.stop()
        }
        let first = try forward.start([server.url], ["--timeout", "100"])
        try await Patience.until("a request") { server.requests.count == 1 }
        // The second run has only the other destination to serve.
        #expect(try await forward.run(server.url, other.url).isSilent())
        #expect(server.requests.count == 1)
        #expect(other.points.count == 1500)
        turnstile.open()
        #expect(try await first.end().isSilent())
        #expect(server.points.count == 1500)
        #expect(try server.values == test.values(["a"]))
    }

    @Test func theOriginalsCursorsAreForTheFirstDestinationOnly() async throws {
        for metric in ["a", "b", "c", "d", "e", "f"] { try test.add(metric, from: start, (0..<10).map(Double.init)) }
        let positions = [
            "a": "\(start + 6)", "b": "None", "c": "\u{0}\u{ff}garbage", "d": "\(start + 1_000_000)", "e": "",
            "f": "  \(start + 3).0 \n",
        ]
        for (metric, text) in positions { try test.directory.write(Array(text.utf8), to: metric + ".pos") }
        let servers = try (0..<3).map { _ in try HTTPTestServer() }
        defer { for server in servers { server.stop() } }
        func counts(_ server: HTTPTestServer) -> [Int] {
            ["a", "b", "c", "d", "e", "f"].map { metric in server.points.count { $0.metric == metric } }
        }
        #expect(try await forward.run(servers[0].url, servers[1].url).isSilent())
        #expect(counts(servers[0]) == [3, 10, 10, 10, 10, 6])
        #expect(counts(servers[1]) == [10, 10, 10, 10, 10, 10])
        // Once and for all: a later destination gets none of them.
        #expect(try await forward.run(servers[2].url).isSilent())
        #expect(counts(servers[2]) == [10, 10, 10, 10, 10, 10])
        for (metric, text) in positions { #expect(try test.directory.text(metric + ".pos") == text) }
    }

    /// The one that had cursors goes on from them, whatever the original left behind.
    @Test func theOriginalsCursorsAreNotForOneThatHasSome() async throws {
        try test.add("a", from: start, (0..<10).map(Double.init))
        let servers = [try HTTPTestServer(), try HTTPTestServer()]
        defer { for server in servers { server.stop() } }
        #expect(try await forward.run(servers[0].url).isSilent())
        try test.add("a", from: start + 10, [10])
        try test.directory.write(Array("\(start + 20)".utf8), to: "a.pos")
        #expect(try await forward.run(servers[0].url).isSilent())
        #expect(servers[0].points.map(\.value) == (0...10).map(Double.init))
    }
}
