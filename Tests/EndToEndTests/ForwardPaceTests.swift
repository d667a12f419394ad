import Foundation
import RogueTestSupport
import Synchronization
import Testing

/// When and how fast is sent: deadlines, intervals, rates and back-off.
@Suite(.timeLimit(.minutes(5)))
struct ForwardPaceTests {
    let test: TestHistory
    let forward: Forward
    let start = recent(10_000)

    init() throws {
        test = try TestHistory()
        forward = Forward(prefix: test.directory.path)
        try test.add("a", from: start, (0..<700).map(Double.init))
    }

    @Test(arguments: ["2", "2s"])
    func aRunEndsAtItsDeadline(deadline: String) async throws {
        let hanging = try HTTPTestServer { _, _ in .hang }
        let healthy = try HTTPTestServer()
        defer {
            hanging.stop()
            healthy.stop()
        }
        let begin = ContinuousClock.now
        let result = try await forward.run(hanging.url, healthy.url, with: ["--deadline", deadline])
        let time = ContinuousClock.now - begin
        #expect(time > .seconds(2) && time < .seconds(15), "\(time)")
        #expect(result.complains(75, hanging.url, "had not answered at the deadline", "kept"), "\(result)")
        #expect(healthy.points.count == 700)
    }

    @Test func aSlowStoreGetsWhatItCanTakeUntilTheDeadline() async throws {
        let server = try HTTPTestServer { _, _ in .status(200, delayMilliseconds: 400) }
        defer { server.stop() }
        let url = server.url + "?batch=50&name=store"
        let result = try await forward.run(url, with: ["--deadline", "2s"])
        #expect(result.complains(75, "the deadline came first"), "\(result)")
        #expect((2...6).contains(server.requests.count))
        let status = try await forward.status([url])[0]
        #expect(status.delivered == server.points.count && status.pending == 700 - server.points.count)
    }

    @Test func aRateIsKept() async throws {
        let server = try HTTPTestServer()
        defer { server.stop() }
        let begin = ContinuousClock.now
        let url = server.url + "?rate=200&name=store"
        let result = try await forward.run(url, with: ["--deadline", "60s"])
        #expect(result.isSilent(), "\(result)")
        // The first 200 go at once.
        #expect(ContinuousClock.now - begin > .milliseconds(2_900))
        #expect(server.points.count == 700 && server.requests.allSatisfy { $0.target == "/_metrics/custom" })
        try test.add("a", from: start + 700, (0..<300).map(Double.init))
        let short = ContinuousClock.now
        #expect(try await forward.run(url, with: ["--deadline", "1s"]).status == 75)
        #expect(ContinuousClock.now - short < .seconds(5))
        #expect(server.points.count == 900)
    }

    @Test func sendsAreSpacedOutByTheInterval() async throws {
        let server = try HTTPTestServer()
        defer { server.stop() }
        let (hourly, secondly) = (server.url + "?interval=1h&name=store", server.url + "?interval=1s&name=store")
        #expect(try await forward.run(hourly).isSilent())
        let sent = Date()
        try test.add("a", from: start + 700, [1, 2, 3])
        #expect(try await forward.run(hourly).isSilent())
        #expect(server.points.count == 700)
        #expect(try await forward.status([hourly])[0].pending == 3)
        try await Patience.until("the interval") { Date().timeIntervalSince(sent) > 1 }
        #expect(try await forward.run(secondly).isSilent())
        #expect(server.points.count == 703)
    }

    @Test func failuresAreBackedOffFromAndForgotten() async throws {
        let isUp = Mutex(false)
        let server = try HTTPTestServer { _, _ in .status(isUp.withLock(\.self) ? 200 : 503) }
        defer { server.stop() }
        let url = server.url + "?retry=2s&name=store"
        for _ in 0..<4 { #expect(try await forward.run(url).complains(75, "HTTP 503")) }
        let text = try await forward.run(url, with: ["--status"]).output
        #expect(text.contains("4 failures in a row: HTTP 503"), "\(text)")
        isUp.withLock { $0 = true }
        #expect(try await forward.run(url).isSilent())
        let after = try await forward.run(url, with: ["--status"]).output
        #expect(!after.contains("failures"), "\(after)")
        #expect(server.points.count == 5 * 700)
    }

    @Test func whatIsTooOldIsLedgered() async throws {
        let server = try HTTPTestServer()
        defer { server.stop() }
        let url = server.url + "?max_age=10h&name=store"
        try test.add("b", from: recent(50_000), (0..<100).map(Double.init))
        #expect(try await forward.run(url).complains(1, "b: 100 rows", "older than 10h"))
        #expect(Set(server.points.map(\.metric)) == ["a"])
        let status = try await forward.status([url])[0]
        #expect(status.ledgered == 100 && status.delivered == 700)
        #expect(try await forward.ledger([url]).map(\.cause) == ["old"])
    }

    @Test(arguments: ["interval=0", "rate=x", "max_age=", "coarse=maybe", "include=/(/", "batch=0"])
    func aSettingThatIsWrongIsSaid(query: String) async throws {
        let result = try await forward.run("http://127.0.0.1:1/?" + query)
        #expect(result.complains(64, "cannot send to", query.prefix { $0 != "=" }.description), "\(result)")
    }
}
