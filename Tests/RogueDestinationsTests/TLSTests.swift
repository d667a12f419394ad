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
}
