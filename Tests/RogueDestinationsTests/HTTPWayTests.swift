import Rogue
import RogueTestSupport
import Testing

@testable import RogueDestinations

/// The ways to an HTTP server, and what is said to it of who asks.
@Suite(.timeLimit(.minutes(1)))
struct HTTPWayTests {
    @Test func gzip() async throws {
        let server = try HTTPTestServer()
        defer { server.stop() }
        #expect(try await send(server.url + "?gzip=true&db=x") == .delivered)
        let request = try #require(server.requests.first)
        #expect(request.target == "/_metrics/custom?db=x")
        #expect(request.headers["content-encoding"] == "gzip")
        #expect(request.body.starts(with: [0x1f, 0x8b]))
    }

    @Test func aProxyIsAskedForTheWholeURL() async throws {
        let proxy = try HTTPTestServer()
        defer { proxy.stop() }
        #expect(try await send("http://metrics.invalid/x?proxy=http://127.0.0.1:\(proxy.port)") == .delivered)
        #expect(proxy.requests.map(\.target) == ["http://metrics.invalid/x"])
    }

    @Test func aFileHasTheTokenOrThePassword() async throws {
        let server = try HTTPTestServer()
        defer { server.stop() }
        let folder = try TemporaryDirectory()
        try folder.write([UInt8]("s3cret\n".utf8), to: "secret")
        let path = folder.file("secret")
        #expect(try await send(server.url + "?token_file=\(path)") == .delivered)
        #expect(try await send("http://me@127.0.0.1:\(server.port)?password_file=\(path)") == .delivered)
        #expect(server.requests.map { $0.headers["authorization"] } == ["Bearer s3cret", "Basic bWU6czNjcmV0"])
        #expect(server.requests.allSatisfy { !$0.target.contains("?") })
        let words = failure { () throws(DestinationError) in
            _ = try Destinations.make("http://h?token_file=\(path)-not", options: .test)
        }
        #expect(words?.contains("token_file=***") == true && words?.contains("No such file") == true)
    }

    @Test func theWayIsNoPartOfTheName() throws {
        let folder = try TemporaryDirectory()
        try folder.write([UInt8]("s3cret\n".utf8), to: "secret")
        let way = "gzip=true&proxy=http://p:1&timeout=5s&token_file=\(folder.file("secret"))"
        #expect(try Destinations.make("http://h/x?a=b&\(way)", options: .test).name == "http://h:80/x?a=b")
    }

    @Test func tagsOfTheConfigurationAreOnEachSample() async throws {
        let server = try HTTPTestServer()
        defer { server.stop() }
        var options = DestinationOptions.test
        options.tags = ["zone": "z", "region": "r"]
        #expect(try await send(server.url + "?tags=zone=y", options) == .delivered)
        #expect(server.requests.first?.text.contains(#""tags":{"host":"h","region":"r","zone":"y"}"#) == true)
    }

    @Test func aUnixSocket() async throws {
        let server = try TLSTestServer(.unix)
        defer { server.stop() }
        #expect(try await send("http://nowhere.invalid/x?unix_socket=\(server.socket)") == .delivered)
        #expect(try await send("http://nowhere.invalid/x?unix_socket=\(server.socket)-not").unavailability != nil)
    }

    @Test func bothSidesShowCertificates() async throws {
        let server = try TLSTestServer(.mutual)
        defer { server.stop() }
        let options = DestinationOptions(timeout: 20)
        let url = "https://127.0.0.1:\(server.port)?ca_file=\(server.certificate)"
        #expect(try await send(url, options).unavailability != nil)
        let own = "&cert_file=\(server.certificate)&key_file=\(server.key)"
        #expect(try await send(url + own, options) == .delivered)
    }
}
