import Rogue
import RogueDestinations
import RogueTestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct CustomMetricHTTPFailureTests {
    @Test(arguments: [("7", 7), ("99999999", 3_600), ("0", nil), ("soon", nil)])
    func retryAfterSeconds(_ header: String, _ seconds: Int?) async throws {
        let server = try HTTPTestServer { _, _ in .status(503, headers: ["Retry-After": header], body: "busy") }
        defer { server.stop() }
        #expect(try await send(server.url) == .unavailable("HTTP 503: busy", retryAfter: seconds))
    }

    @Test(arguments: [("Fri, 31 Dec 2100 23:59:59 GMT", 3_600), ("Fri, 31 Dec 1999 23:59:59 GMT", nil)])
    func retryAfterDate(_ header: String, _ seconds: Int?) async throws {
        let server = try HTTPTestServer { _, _ in .status(429, headers: ["Retry-After": header]) }
        defer { server.stop() }
        #expect(try await send(server.url) == .unavailable("HTTP 429", retryAfter: seconds))
    }

    @Test func silenceIsNotWaitedForLong() async throws {
        let server = try HTTPTestServer { _, _ in .hang }
        defer { server.stop() }
        let start = ContinuousClock.now
        #expect(try await send(server.url) == .unavailable("no complete answer within 1 s"))
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    @Test func aSlowAnswerWithinTheLimitCounts() async throws {
        let server = try HTTPTestServer { _, _ in .status(200, delayMilliseconds: 50) }
        defer { server.stop() }
        #expect(try await send(server.url, DestinationOptions(timeout: 20)) == .delivered)
    }

    @Test func nobodyListens() async throws {
        let server = try HTTPTestServer()
        server.stop()
        #expect(try await send(server.url) == .unavailable("cannot connect: Connection refused"))
    }

    @Test func aNameThatDoesNotExist() async throws {
        let reason = try await send("http://nowhere.invalid").unavailability
        // Where there is no resolver at all, the look-up runs into the limit.
        #expect(["Could not resolve host: nowhere.invalid", "no connection within 1 s"].contains(reason))
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        "HTTP/1.1 200 OK\r\nContent-Le",
        "HTTP/1.1 400 Bad Request\r\nContent-Length: 10\r\n\r\nabc",
        "",
        "SSH-2.0-OpenSSH_9.2\r\n",
    ])
    func anAnswerThatIsCutIsNone(_ text: String) async throws {
        let server = try HTTPTestServer { _, _ in .raw(text) }
        defer { server.stop() }
        #expect(try await send(server.url).unavailability?.isEmpty == false)
    }

    @Test func aResetIsNoAnswer() async throws {
        let server = try HTTPTestServer { _, index in
            index == 0 ? .reset : .raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", thenReset: true)
        }
        defer { server.stop() }
        for _ in 1...2 { #expect(try await send(server.url).unavailability?.isEmpty == false) }
    }

    @Test func afterAFailureTheNextBatchGoesThrough() async throws {
        let server = try HTTPTestServer { _, index in index == 0 ? .hang : .status(200) }
        defer { server.stop() }
        let destination = try Destinations.make(server.url, options: .test)
        #expect(await destination.send(samples).unavailability != nil)
        #expect(await destination.send(samples) == .delivered)
        #expect(server.requests.count == 2)
    }
}
