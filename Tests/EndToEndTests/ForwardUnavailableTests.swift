import Foundation
import RogueTestSupport
import Synchronization
import Testing

/// Servers that are down, slow, busy or hanging: everything is kept, and nobody else has to wait.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct ForwardUnavailableTests {
    let test: TestHistory
    let forward: Forward
    let start = recent(10_000)

    init() throws {
        test = try TestHistory()
        forward = Forward(prefix: test.directory.path)
        for metric in ["a", "b", "c"] { try test.add(metric, from: start, (0..<700).map(Double.init)) }
    }

    private func isComplete(_ server: HTTPTestServer) throws -> Bool {
        try server.points.count == 2100 && server.values == test.values(["a", "b", "c"])
    }

    @Test(arguments: [200, 201, 202, 204, 206])
    func everySuccessIsOne(status: Int) async throws {
        let server = try HTTPTestServer { _, _ in .status(status) }
        defer { server.stop() }
        #expect(try await forward.run(server.url).isSilent())
        #expect(try isComplete(server))
        #expect(server.requests.allSatisfy { $0.method == "POST" && $0.target == "/_metrics/custom" })
        #expect(server.requests.allSatisfy { $0.headers["content-type"] == "application/json" })
    }

    @Test(arguments: [301, 401, 403, 404, 429, 500, 503])
    func aServerThatCannotKeepsAll(status: Int) async throws {
        let server = try HTTPTestServer { _, index in .status(index == 0 ? status : 200, headers: ["Location": "/x"]) }
        defer { server.stop() }
        let result = try await forward.run(server.url)
        #expect(result.complains(75, "http://127.0.0.1:\(server.port)", "kept", "HTTP \(status)"), "\(result)")
        #expect(server.requests.count == 1)
        #expect(try await forward.run(server.url).isSilent())
        #expect(server.requests[0].body == server.requests[1].body)
        #expect(server.points.count == 3100)
        #expect(try server.values == test.values(["a", "b", "c"]))
    }

    @Test(arguments: [429, 503])
    func retryAfterIsHonoured(status: Int) async throws {
        let server = try HTTPTestServer { _, _ in .status(status, headers: ["Retry-After": "120"]) }
        defer { server.stop() }
        #expect(try await forward.run(server.url).complains(75, "HTTP \(status)"))
        for _ in 1...2 {
            let result = try await forward.run(server.url)
            #expect(result.complains(75, "asked to be left alone for another 1"), "\(result)")
        }
        #expect(server.requests.count == 1)
        // It is that server's wish, and no other's.
        let other = try HTTPTestServer()
        defer { other.stop() }
        let result = try await forward.run(server.url, other.url)
        #expect(result.complains(75, "asked to be left alone"), "\(result)")
        #expect(try isComplete(other))
    }

    @Test(arguments: [0, 1, 2])
    func aResetIsNoDelivery(index: Int) async throws {
        // A connection that is reset when it was used before, without a byte of an answer, libcurl tries anew by itself.
        let server = try HTTPTestServer { _, now in
            guard now == index else { return .status(200) }
            return now == 0 ? .reset : .raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n", thenReset: true)
        }
        defer { server.stop() }
        let result = try await forward.run(server.url)
        #expect(result.complains(75, server.url, "kept"), "\(result)")
        #expect(server.requests.count == index + 1)
        #expect(try await forward.run(server.url).isSilent())
        #expect(server.requests[index].body == server.requests[index + 1].body)
        #expect(server.requests.count == 4)
        #expect(try server.values == test.values(["a", "b", "c"]))
    }

    @Test func aHangingServerDelaysNoOther() async throws {
        let gaveUp = Mutex<ContinuousClock.Instant?>(nil)
        let hanging = try LoopbackListener { connection, _ in
            _ = connection.readToEnd()
            gaveUp.withLock { $0 = .now }
        }
        let served = Mutex<ContinuousClock.Instant?>(nil)
        let healthy = try HTTPTestServer { _, _ in
            served.withLock { $0 = .now }
            return .status(200)
        }
        defer {
            hanging.stop()
            healthy.stop()
        }
        let begin = ContinuousClock.now
        let url = "http://127.0.0.1:\(hanging.port)"
        let result = try await forward.run(url, healthy.url, with: ["--timeout", "3"])
        #expect(ContinuousClock.now - begin < .seconds(30))
        #expect(result.complains(75, url, "no complete answer within 3 s"), "\(result)")
        #expect(try isComplete(healthy))
        try await Patience.until("the end of the connection") { gaveUp.withLock { $0 != nil } }
        let (last, end) = try (#require(served.withLock { $0 }), #require(gaveUp.withLock { $0 }))
        #expect(last < end)
    }

    /// The slow one answers when the quick one has everything: were one waiting for the other, none would end.
    @Test func aSlowServerDelaysNoOther() async throws {
        let turnstile = Turnstile()
        let quick = try HTTPTestServer { _, index in
            if index == 2 { turnstile.open() }
            return .status(200)
        }
        let slow = try HTTPTestServer { _, _ in .status(turnstile.pass() ? 200 : 500) }
        defer {
            quick.stop()
            slow.stop()
        }
        #expect(try await forward.run(slow.url, quick.url, with: ["--timeout", "100"]).isSilent())
        #expect(try isComplete(slow) && isComplete(quick))
    }

    @Test func oneThatIsDownHoldsUpNoOther() async throws {
        let servers = [try HTTPTestServer(), try HTTPTestServer(), try HTTPTestServer()]
        defer { for server in servers { server.stop() } }
        servers[1].stop()
        let result = try await forward.start(servers.map(\.url)).end()
        #expect(result.complains(75, servers[1].url, "kept", "Connection refused"), "\(result)")
        #expect(try isComplete(servers[0]) && isComplete(servers[2]))
        let back = try HTTPTestServer(port: servers[1].port)
        defer { back.stop() }
        #expect(try await forward.start(servers.map(\.url)).end().isSilent())
        #expect(try isComplete(back))
        #expect(servers[0].requests.count == 3)
    }
}
