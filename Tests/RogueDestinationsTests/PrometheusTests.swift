import Rogue
import RogueTestSupport
import Testing

@testable import RogueDestinations

@Suite(.timeLimit(.minutes(1)))
struct PrometheusTests {
    /// What Prometheus' own prompb makes of a series `a{b="c"}` with 1.5 at 1 s, and of the marker behind it.
    private static let vector: [UInt8] =
        [0x0a, 0x28, 0x0a, 0x0d, 0x0a, 0x08] + Array("__name__".utf8) + [0x12, 1] + Array("a".utf8)
        + [0x0a, 0x06, 0x0a, 1] + Array("b".utf8) + [0x12, 1] + Array("c".utf8)
        + [0x12, 0x0c, 0x09, 0, 0, 0, 0, 0, 0, 0xf8, 0x3f, 0x10, 0xe8, 0x07]

    @Test func theMessageOfTheSpecification() {
        let encoder = RemoteWrite(source: SampleSource(host: ""))
        let sample = Sample(MetricName("a", tags: ["b": "c"]), Timestamp(1), 1.5)
        var expected = Self.vector
        expected[1] = UInt8(expected.count - 2)
        #expect(encoder.encode([sample]) == expected)
        #expect(encoder.encode([Sample(MetricName("a"), Timestamp(1), .nan)]).isEmpty)
        #expect(encoder.encode([Sample]()[...]).isEmpty)
    }

    @Test func theMarkerIsTheSpecificationsNaN() {
        let encoder = RemoteWrite(source: SampleSource(host: "h"))
        let message = encoder.encode([SeriesEnd(MetricName("a"), last: Timestamp(1))])
        #expect(Array(message.suffix(12)) == [9, 2, 0, 0, 0, 0, 0, 0xf0, 0x7f, 0x10, 0xe9, 0x07])
    }

    @Test func snappyOfAKnownText() {
        // A literal of ten bytes, and a copy of it: google/snappy, format_description.txt.
        let text = [UInt8](repeating: UInt8(ascii: "a"), count: 100)
        #expect(Snappy.compressed([UInt8]("Wikipedia".utf8)) == [9, 32] + [UInt8]("Wikipedia".utf8))
        #expect((Snappy.compressed(text)?.count ?? 100) < 15)
    }

    @Test func aRequestHasTheHeadersOfTheSpecification() async throws {
        let server = try HTTPTestServer { _, _ in .status(204) }
        defer { server.stop() }
        #expect(try await send("prometheus://127.0.0.1:\(server.port)?token=t") == .delivered)
        let request = try #require(server.requests.first)
        #expect(request.target == "/api/v1/write")
        #expect(request.headers["content-type"] == "application/x-protobuf")
        #expect(request.headers["content-encoding"] == "snappy")
        #expect(request.headers["x-prometheus-remote-write-version"] == "0.1.0")
        #expect(request.headers["user-agent"]?.hasPrefix("rogue-forward/") == true)
        #expect(request.headers["authorization"] == "Bearer t")
    }

    @Test(arguments: [
        ("CPUPercent", "CPUPercent"), ("cpu.user", "cpu_user"), ("a:b", "a:b"), ("2x", "_2x_"), ("a b", "a_b_"),
    ])
    func namesOfMetrics(_ name: String, _ start: String) {
        let changed = PrometheusName.metric(name)
        #expect(start.hasSuffix("_") && changed.count == start.count + 8 ? changed.hasPrefix(start) : changed == start)
    }

    @Test func labelsAreSortedAndTheirOwn() {
        let source = SampleSource(host: "h", tags: ["Zone": "z"])
        let labels = RemoteWrite(source: source).labels(MetricName("a", tags: ["a-b": "1", "a_b": "2", "__x": "3"]))
        let sorted = labels.map(\.key).sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
        #expect(labels.map(\.key) == sorted)
        #expect(labels.first?.key == "Zone")
        #expect(Set(labels.map(\.key)).count == 6)
        #expect(labels.filter { $0.key.hasPrefix("__") }.map(\.key) == ["__name__"])
    }

    @Test func anEndIsAMarkerInARequestOfItsOwn() async throws {
        let server = try HTTPTestServer { _, _ in .status(204) }
        defer { server.stop() }
        let destination = try Destinations.make("prometheus://127.0.0.1:\(server.port)", options: .test)
        let ends = [SeriesEnd(MetricName("gone"), last: Timestamp(1_000))]
        #expect(await (destination as? any EndingDestination)?.end(ends) == .delivered)
        let expected = Snappy.compressed(RemoteWrite(source: SampleSource(host: "h")).encode(ends))
        #expect(server.requests.map(\.body) == [expected])
    }
}
