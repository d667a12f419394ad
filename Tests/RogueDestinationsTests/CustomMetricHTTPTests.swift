import Rogue
import RogueTestSupport
import Testing

@testable import RogueDestinations

@Suite(.timeLimit(.minutes(1)))
struct CustomMetricHTTPTests {
    @Test func aRequestWhole() async throws {
        let server = try HTTPTestServer()
        defer { server.stop() }
        #expect(try await send(server.url) == .delivered)
        let request = try #require(server.requests.first)
        #expect(request.method == "POST")
        #expect(request.target == "/_metrics/custom")
        #expect(request.headers["content-type"] == "application/json")
        #expect(request.headers["content-length"] == String(request.body.count))
        #expect(request.headers["authorization"] == nil)
        #expect(request.text.hasPrefix(#"[{"metric":"CPUPercent","value":17.995833333,"timestamp":1795219680,"#))
        #expect(request.text.hasSuffix(#""tags":{"host":"h","device":"sda"}}]"#))
    }

    @Test func aLargeBodyGoesWithoutAsking() async throws {
        let server = try HTTPTestServer()
        defer { server.stop() }
        // Above 1 MiB libcurl would ask with `Expect: 100-continue`, and wait.
        let name = MetricName(String(repeating: "x", count: 1_500))
        let many = (1...1_000).map { Sample(name, Timestamp($0), 1) }
        let destination = try Destinations.make(server.url, options: DestinationOptions(host: "h"))
        #expect(await destination.send(many[...]) == .delivered)
        let request = try #require(server.requests.first)
        #expect(request.headers["expect"] == nil)
        #expect(request.body == MetricJSON(source: SampleSource(host: "h")).encode(many[...]))
    }

    @Test func ownQueryItemsStayAtHome() async throws {
        let server = try HTTPTestServer()
        defer { server.stop() }
        let url = server.url + "/api/put?name=n&db=a%20b&host=web.1&token=t"
        #expect(try await send(url) == .delivered)
        let request = try #require(server.requests.first)
        #expect(request.target == "/api/put?db=a%20b&token=t")
        #expect(request.text.contains(#""tags":{"host":"web.1"}"#))
    }

    @Test func batchesShareAConnection() async throws {
        let server = try HTTPTestServer()
        defer { server.stop() }
        let destination = try Destinations.make(server.url, options: .test)
        for _ in 1...3 { #expect(await destination.send(samples) == .delivered) }
        #expect(server.requests.map(\.connection) == [0, 0, 0])
    }

    @Test func aClosedConnectionIsReplaced() async throws {
        let server = try HTTPTestServer { _, _ in .raw("HTTP/1.1 204 No Content\r\n\r\n") }
        defer { server.stop() }
        let destination = try Destinations.make(server.url, options: .test)
        for _ in 1...3 { #expect(await destination.send(samples) == .delivered) }
        #expect(server.requests.map(\.connection) == [0, 1, 2])
    }

    @Test func nothingIsSentForNothing() async throws {
        let server = try HTTPTestServer()
        defer { server.stop() }
        let destination = try Destinations.make(server.url, options: .test)
        #expect(await destination.send([]) == .delivered)
        #expect(await destination.send([Sample(MetricName("m"), Timestamp(1), .nan)]) == .delivered)
        #expect(server.requests.isEmpty)
    }

    @Test func theKeyIsTheUser() async throws {
        let server = try HTTPTestServer()
        defer { server.stop() }
        var options = DestinationOptions.test
        options.apiKey = "key1"
        #expect(try await send(server.url, options) == .delivered)
        // base64("key1:")
        #expect(server.requests.first?.headers["authorization"] == "Basic a2V5MTo=")
    }

    @Test func theUserOfTheURLGoesBeforeTheKey() async throws {
        let server = try HTTPTestServer()
        defer { server.stop() }
        var options = DestinationOptions.test
        options.apiKey = "key1"
        #expect(try await send("http://me:p%40ss@127.0.0.1:\(server.port)", options) == .delivered)
        // base64("me:p@ss")
        #expect(server.requests.first?.headers["authorization"] == "Basic bWU6cEBzcw==")
    }

    @Test(arguments: [200, 201, 202, 204])
    func delivered(_ status: Int) async throws {
        let server = try HTTPTestServer { _, _ in .status(status) }
        defer { server.stop() }
        #expect(try await send(server.url) == .delivered)
    }

    @Test func tooLarge() async throws {
        let server = try HTTPTestServer { _, _ in .status(413) }
        defer { server.stop() }
        #expect(try await send(server.url) == .tooLarge("HTTP 413"))
    }

    @Test(arguments: [400, 422])
    func refused(_ status: Int) async throws {
        let server = try HTTPTestServer { _, _ in .status(status, body: "\n  no such\u{7}metric\r\nmore\n") }
        defer { server.stop() }
        #expect(try await send(server.url) == .refused("HTTP \(status): no such metric"))
    }

    @Test(arguments: [301, 307, 401, 403, 404, 408, 429, 500, 502, 503])
    func kept(_ status: Int) async throws {
        let server = try HTTPTestServer { _, _ in .status(status, headers: ["Location": "/elsewhere"]) }
        defer { server.stop() }
        #expect(try await send(server.url) == .unavailable("HTTP \(status)"))
        // Neither a redirect nor anything else is followed by a request of libcurl's own.
        #expect(server.requests.count == 1)
    }

    @Test func aLongBodyIsCutAndDoesNoHarm() async throws {
        let server = try HTTPTestServer { _, _ in .status(400, body: String(repeating: "x", count: 1_000_000)) }
        defer { server.stop() }
        let destination = try Destinations.make(server.url, options: .test)
        let expected = "HTTP 400: " + String(repeating: "x", count: 200) + "…"
        for _ in 1...2 { #expect(await destination.send(samples).refusal == expected) }
        #expect(server.requests.map(\.connection) == [0, 0])
    }
}
