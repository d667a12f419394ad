import Rogue
import RogueDestinations
import RogueTestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct TLSTests {
    @Test func onlyATrustedCertificateWillDo() async throws {
        let server = try TLSTestServer()
        defer { server.stop() }
        let url = "https://127.0.0.1:\(server.port)"
        var options = DestinationOptions(timeout: 20)
        let reason = try #require(try await send(url, options).unavailability)
        #expect(reason.contains("certificate"))

        options.caCertificate = server.certificate
        #expect(try await send(url, options) == .delivered)
        // The certificate is for 127.0.0.1 only.
        let other = try #require(try await send("https://localhost:\(server.port)", options).unavailability)
        #expect(other.contains("certificate"))

        options.caCertificate = nil
        options.insecure = true
        #expect(try await send("https://localhost:\(server.port)", options) == .delivered)
    }

    @Test func aPlainServerIsNoTLSServer() async throws {
        let server = try HTTPTestServer()
        defer { server.stop() }
        var options = DestinationOptions.test
        options.insecure = true
        #expect(try await send("https://127.0.0.1:\(server.port)", options).unavailability != nil)
        #expect(server.requests.isEmpty)
    }

    @Test(arguments: ["grok+tls", "graphite+tls"])
    func linesOverTLS(_ scheme: String) async throws {
        let server = try TLSTestServer(.lines)
        defer { server.stop() }
        let url = "\(scheme)://127.0.0.1:\(server.port)"
        var options = DestinationOptions(timeout: 20, host: "h")
        #expect(try await send(url, options).unavailability?.contains("certificate") == true)

        options.caCertificate = server.certificate
        let many = (1...50_000).map { Sample(MetricName("some.metric"), Timestamp($0), Double($0) / 3) }
        let destination = try Destinations.make(url, options: options)
        #expect(await destination.send(many[...]) == .delivered)
        #expect(await destination.send([]) == .delivered)
        // The server closes the connection when it has written the file: that is what was waited for.
        let start = scheme == "grok+tls" ? "" : "h."
        let expected = many.map { "\(start)\($0.metric) \($0.value) \($0.time)\n" }.joined()
        #expect(try content(of: server.received) == expected)
    }

    @Test func aPlainPortIsNoTLSPort() async throws {
        let server = try LineTestServer()
        defer { server.stop() }
        var options = DestinationOptions.test
        options.insecure = true
        #expect(try await send("graphite+tls://127.0.0.1:\(server.port)", options).unavailability != nil)
    }
}
