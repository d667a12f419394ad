import Rogue
import RogueDestinations
import RogueTestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct GraphiteTests {
    private static let read = MetricName("disk.reads", tags: ["device": "sda"])
    private static let full = MetricName("fs.used", tags: ["fstype": "ext4", "mount": "/mnt/a.b c"])

    private func path(_ metric: MetricName, _ query: String) throws -> StoreName {
        try Destinations.make("graphite://h?" + query, options: .test).storeName(of: metric)
    }

    @Test(arguments: [
        ("", read, "h.disk.reads;device=sda"),
        ("prefix=a.b&host=c.d", read, "a.b.c_d.disk.reads;device=sda"),
        ("", full, "h.fs.used;fstype=ext4;mount=%2Fmnt%2Fa.b%20c"),
        ("template={host}.{name}.{tags}", read, "h.disk.reads.sda"),
        ("template={host}.{name}.{tags}", MetricName("cpu.user"), "h.cpu.user"),
        ("template={host}.{name}.{tags}", full, "h.fs.used.ext4.%2Fmnt%2Fa%2Eb%20c"),
        ("template={name}", read, "disk.reads.sda"),
        ("template=servers.{host}.iostat.{device}.{name}", read, "servers.h.iostat.sda.disk.reads"),
        ("template={nowhere}.x-{host}.{device}.{name}&host=a.b", MetricName("m"), "x-a_b.m"),
        ("template={tags}..{name}", full, "ext4.%2Fmnt%2Fa%2Eb%20c.fs.used"),
    ])
    func paths(_ query: String, _ metric: MetricName, _ expected: String) throws {
        #expect(try path(metric, query) == .named(expected))
    }

    @Test(arguments: ["", "template={host}.{name}.{tags}"])
    func noTwoMetricsHaveOnePath(_ query: String) throws {
        let texts = [
            "a b", "a_b", "a%20b", "a\u{a0}b", "a;b", "a=b", "a*b", "a?b", "a{b}", "a/b", "~ab", "ab", "a,b", "ü",
        ]
        let bases = texts.map { MetricName($0) }
        let values = (texts + ["a.b"]).map { MetricName("m", tags: ["k": $0]) }
        let paths = try (bases + values).map { try path($0, query) }
        #expect(Set(paths).count == paths.count)
        for case .named(let path) in paths {
            #expect(!path.contains { $0.isWhitespace || $0 == "/" })
        }
    }

    @Test func aPartIsTheNameOfAFile() throws {
        let metric = MetricName("m." + String(repeating: "x", count: 252))
        #expect(try path(metric, "") == .impossible("a part of its path is longer than 251 bytes"))
        #expect(try path(MetricName(metric.base, tags: ["k": "v"]), "") != path(metric, ""))
    }

    @Test(arguments: [
        ("protocol=tcp", "'protocol' is not 'tcp', but one of plain, udp, pickle"),
        ("template={host}", "'template' has to be like {datacenter}.{host}.{name}.{tags}"),
        ("template={host.{name}", "'template' has to be like {datacenter}.{host}.{name}.{tags}"),
        ("template=host}.{name}", "'template' has to be like {datacenter}.{host}.{name}.{tags}"),
        ("template={}.{name}", "'template' has to be like {datacenter}.{host}.{name}.{tags}"),
        ("template={name}&prefix=a", "'prefix' and 'template' exclude each other"),
    ])
    func refusedQueries(_ query: String, _ reason: String) {
        let message = failure { () throws(DestinationError) in
            _ = try Destinations.make("graphite://h?" + query, options: .test)
        }
        #expect(message?.hasSuffix(": " + reason) == true, "\(message ?? "none")")
    }

    @Test func datagramsHoldWholeLines() async throws {
        let server = try DatagramTestServer()
        let url = "graphite://127.0.0.1:\(server.port)?protocol=udp"
        let destination = try Destinations.make(url, options: .test)
        let long = MetricName(Array(repeating: String(repeating: "x", count: 200), count: 8).joined(separator: "."))
        var many = (1...300).map { Sample(MetricName("some.metric"), Timestamp($0), Double($0) / 3) }
        many.insert(Sample(long, Timestamp(7), 1), at: 100)
        #expect(await destination.send(many[...]) == .delivered)
        let datagrams = server.received()
        #expect(datagrams.count { $0.count > 1_400 } == 1)
        #expect(datagrams.allSatisfy { $0.last == UInt8(ascii: "\n") })
        let expected = many.map { "h.\($0.metric) \($0.value) \($0.time)\n" }.joined()
        #expect(String(decoding: datagrams.joined(), as: UTF8.self) == expected)
        // As few as can be: another line of 40 bytes would not have fitted.
        #expect(datagrams.count < 14)
    }

    @Test func nothingIsSentForNothing() async throws {
        let server = try DatagramTestServer()
        let destination = try Destinations.make("graphite://localhost:\(server.port)?protocol=udp", options: .test)
        #expect(await destination.send([]) == .delivered)
        #expect(await destination.send([Sample(MetricName("m"), Timestamp(1), .nan)]) == .delivered)
        #expect(server.received().isEmpty)
    }

    @Test func nobodyTakesDatagrams() async throws {
        let port = try DatagramTestServer().port
        let outcome = try await send("graphite://127.0.0.1:\(port)?protocol=udp")
        #expect(outcome == .unavailable("cannot send: Connection refused"))
        let nameless = try await send("graphite://nowhere.invalid?protocol=udp").unavailability
        #expect(nameless?.contains("name") == true)
    }
}
