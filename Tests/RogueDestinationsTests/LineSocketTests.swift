import Rogue
import RogueTestSupport
import Testing

@testable import RogueDestinations

@Suite(.timeLimit(.minutes(1)))
struct LineSocketTests {
    @Test func grokLines() async throws {
        let server = try LineTestServer()
        defer { server.stop() }
        #expect(try await send("grok://127.0.0.1:\(server.port)") == .delivered)
        let lines = "CPUPercent 17.995833333 1795219680\ndisk.reads;device=sda 3.0 1795219740\n"
        #expect(server.texts == [lines])
    }

    @Test func graphiteLines() async throws {
        let server = try LineTestServer()
        defer { server.stop() }
        let url = "graphite://127.0.0.1:\(server.port)"
        #expect(try await send(url) == .delivered)
        #expect(try await send(url + "?prefix=dc1.rack%202&host=web.1/a;b%20c") == .delivered)
        let first = "h.CPUPercent 17.995833333 1795219680\nh.disk.reads;device=sda 3.0 1795219740\n"
        let start = "dc1.rack_2.web_1_a_b_c."
        let second =
            "\(start)CPUPercent 17.995833333 1795219680\n\(start)disk.reads;device=sda 3.0 1795219740\n"
        #expect(server.texts == [first, second])
    }

    @Test func aLineHasThreeFieldsWhateverTheName() async throws {
        let server = try LineTestServer()
        defer { server.stop() }
        let metric = MetricName(
            "a b\tc\u{a0}ü\u{2028}",
            tags: ["k!^": "~v w", "empty": "", "mount": "/home", "nul": "\u{0}\n\u{85}"]
        )
        let odd: ArraySlice = [Sample(metric, Timestamp(1), 1e16), Sample(metric, Timestamp(2), .nan)]
        let grok = try Destinations.make("grok://127.0.0.1:\(server.port)", options: .test)
        #expect(await grok.send(odd) == .delivered)
        let graphite = try Destinations.make("graphite://127.0.0.1:\(server.port)", options: .test)
        #expect(await graphite.send(odd) == .delivered)
        let tail = "mount=%2Fhome;nul=%00%0A%C2%85 1e+16 1\n"
        #expect(server.texts.first == "a%20b%09c%C2%A0ü%E2%80%A8;empty=;k!^=~v%20w;" + tail)
        #expect(server.texts.last == "h.a%20b%09c%C2%A0ü%E2%80%A8;k%21%5E=%7Ev%20w;" + tail)
    }

    @Test func nothingIsSentForNothing() async throws {
        let server = try LineTestServer()
        defer { server.stop() }
        for scheme in ["grok", "graphite"] {
            let destination = try Destinations.make("\(scheme)://127.0.0.1:\(server.port)", options: .test)
            #expect(await destination.send([]) == .delivered)
            #expect(await destination.send([Sample(MetricName("m"), Timestamp(1), .infinity)]) == .delivered)
        }
        server.stop()
        #expect(server.texts.isEmpty)
    }

    @Test func aLargeBatchArrivesWhole() async throws {
        let server = try LineTestServer()
        defer { server.stop() }
        let many = (1...5_000).map { Sample(MetricName("some.longer.metric.name"), Timestamp($0), Double($0)) }
        let destination = try Destinations.make("grok://127.0.0.1:\(server.port)", options: DestinationOptions())
        #expect(await destination.send(many[...]) == .delivered)
        let expected = many.map { "some.longer.metric.name \($0.value) \($0.time)\n" }.joined()
        #expect(server.texts == [expected])
    }

    @Test(arguments: ["grok", "graphite"])
    func theEndOfThePeerIsWaitedFor(_ scheme: String) async throws {
        let server = try LineTestServer { $0 == 0 ? .hang : .close }
        defer { server.stop() }
        let destination = try Destinations.make("\(scheme)://127.0.0.1:\(server.port)", options: .test)
        #expect(await destination.send(samples) == .unavailable("the peer did not close the connection within 1 s"))
        #expect(await destination.send(samples) == .delivered)
    }

    @Test func aPeerThatAnswersIsTheWrongOne() async throws {
        let server = try LineTestServer { _ in .answer("x") }
        defer { server.stop() }
        let reason = try await send("grok://127.0.0.1:\(server.port)").unavailability
        #expect(reason == "the peer answered, where it has nothing to say: it speaks another protocol")
    }

    @Test func aResetIsNoEnd() async throws {
        let server = try LineTestServer { _ in .reset }
        defer { server.stop() }
        let reason = try await send("grok://127.0.0.1:\(server.port)").unavailability
        #expect(reason == "the connection broke: Connection reset by peer")
    }

    @Test func aPeerThatReadsNothingHasNothing() async throws {
        let server = try LineTestServer { _ in .closeUnread }
        defer { server.stop() }
        let socket = try LineSocket(Address("grok://127.0.0.1:\(server.port)"), .test)
        // Whichever comes first, the close or the lines: neither order is a delivery, nor a SIGPIPE.
        for attempt in 1...100 {
            let lines = [UInt8](repeating: UInt8(ascii: "x"), count: attempt * 20_000)
            #expect(socket.deliver(lines).unavailability != nil)
        }
        #expect(server.texts.isEmpty)
    }

    @Test func anEndBeforeTheLinesArriveIsNone() async throws {
        let listener = try LoopbackListener(receiveBuffer: 4_096) { connection, _ in
            connection.closeHalf()
            connection.awaitBreak()
        }
        defer { listener.stop() }
        let socket = try LineSocket(Address("grok://127.0.0.1:\(listener.port)"), .test)
        // It fits into this side's buffer, but not into the other's.
        let outcome = socket.deliver([UInt8](repeating: UInt8(ascii: "x"), count: 100_000))
        #expect(outcome == .unavailable("the peer closed the connection before it had the lines"))
    }

    @Test func aPeerThatStopsReadingIsGivenUp() async throws {
        let listener = try LoopbackListener { connection, _ in connection.awaitBreak() }
        defer { listener.stop() }
        let socket = try LineSocket(Address("grok://127.0.0.1:\(listener.port)"), .test)
        // More than the buffers at both ends hold.
        let outcome = socket.deliver([UInt8](repeating: UInt8(ascii: "x"), count: 30_000_000))
        #expect(outcome == .unavailable("the peer did not take the lines within 1 s"))
    }

    @Test func nobodyListens() async throws {
        let server = try LineTestServer()
        server.stop()
        let outcome = try await send("grok://127.0.0.1:\(server.port)")
        #expect(outcome == .unavailable("cannot connect: Connection refused"))
    }
}
