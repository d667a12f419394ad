import Rogue
import RogueDestinations
import Testing

@Suite(.timeLimit(.minutes(1)))
struct KafkaTests {
    @Test(arguments: [
        ("kafka://a/t", "kafka://a:9092/t"),
        ("kafka://A:1,b,[::1],[::2]:7/t?format=flat", "kafka://a:1,b:9092,[::1]:9092,[::2]:7/t?format=flat"),
        ("kafka+tls://u:p@a/t?sasl=scram-sha-256", "kafka+tls://a:9092/t?sasl=scram-sha-256"),
        ("kafka://a,b/t?name=k", "k"),
    ])
    func names(_ url: String, _ name: String) throws {
        #expect(try Destinations.make(url, options: .test).name == name)
    }

    @Test(arguments: [
        ("kafka://a", "it does not name a topic, as kafka://broker/topic does"),
        ("kafka://a/", "it does not name a topic, as kafka://broker/topic does"),
        ("kafka://a/t/u", "it does not name a topic, as kafka://broker/topic does"),
        ("kafka://a/..", "it does not name a topic, as kafka://broker/topic does"),
        ("kafka://a/t?format=csv", "'format' is not 'csv', but one of badger, flat, line"),
        ("kafka://a/t?sasl=plain", "'sasl' needs a user in the URL"),
        ("kafka://u@a/t?sasl=x", "'sasl' is not 'x', but one of plain, scram-sha-256, scram-sha-512"),
        ("kafka://a/t?compression=xz", "'compression' is not 'xz', but one of gzip, snappy, lz4, zstd"),
        ("kafka://a,/t", "there is no host in it"),
        ("kafka://,a/t", "there is no host in it"),
    ])
    func refusedURLs(_ url: String, _ reason: String) {
        let message = failure { () throws(DestinationError) in _ = try Destinations.make(url, options: .test) }
        #expect(message?.hasSuffix(": " + reason) == true, "\(message ?? "none")")
    }

    @Test func nobodyIsThere() async throws {
        let reason = try await send("kafka://127.0.0.1:1,127.0.0.1:2/t").unavailability
        #expect(reason?.contains("Connection refused") == true, "\(reason ?? "none")")
        #expect(reason?.contains("after") == false)
    }

    @Test func nothingIsSentForNothing() async throws {
        let destination = try Destinations.make("kafka://127.0.0.1:1/t", options: .test)
        #expect(await destination.send([]) == .delivered)
        #expect(await destination.send([Sample(MetricName("m"), Timestamp(1), .nan)]) == .delivered)
    }

    @Test func aMissingCertificateFileIsFoundAtOnce() {
        var options = DestinationOptions.test
        options.caCertificate = "/nonexistent/ca.pem"
        let message = failure { () throws(DestinationError) in
            _ = try Destinations.make("kafka+tls://h/t", options: options)
        }
        #expect(message?.contains("/nonexistent/ca.pem") == true)
    }
}
