import Foundation
import RogueTestSupport
import Synchronization
import Testing

/// `rogue-forward --follow`: rows as they come, for ever, and nobody in anybody's way.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct ForwardFollowTests {
    let folder: TemporaryDirectory
    private var prefix: String { folder.file("db") }

    init() throws {
        folder = try TemporaryDirectory()
    }

    private func agent() throws -> AgentRun {
        try AgentRun(prefix, ["--collectors", "rogue-memory,load", "--flush", "30"])
    }

    private func configure(_ text: String) throws -> String {
        try folder.write(Data(("prefix: \(prefix)\n" + text).utf8), to: "rogue.yaml")
    }

    @Test func aRowIsWithTheStoreSoonAfterItsTick() async throws {
        let agent = try agent()
        try await agent.slots(2, of: ["MemoryPercent"])
        let lags = Mutex<[Int: Double]>([:])
        let server = try HTTPTestServer { request, _ in
            let now = Date().timeIntervalSince1970
            for time in Set(request.points.map(\.timestamp)) { lags.withLock { $0[time] = now - Double(time) } }
            return .status(200)
        }
        defer { server.stop() }
        let hanging = try HTTPTestServer { _, _ in .hang }
        defer { hanging.stop() }
        let follower = try Forward(prefix: prefix).start([server.url, hanging.url], ["--follow"])
        try await Patience.until("rows of twelve ticks") {
            Set(server.points.filter { $0.metric == "MemoryPercent" }.map(\.timestamp)).count >= 12
        }
        follower.signal(SIGTERM)
        let result = try await follower.end(within: 20)
        #expect(result.status == 0 && !result.wasKilled, "\(result)")
        // The first rows were there before it was, and the machine may be busy for a moment.
        let late = lags.withLock { $0.sorted { $0.key < $1.key }.dropFirst(4).filter { $0.value > 2 } }
        #expect(late.count <= 2, "\(late)")
        try await agent.stop()
        let status = try await Forward(prefix: prefix).status([server.url])[0]
        #expect(status.delivered == server.points.count)
    }

    @Test func aReloadTakesEffectAndABadFileDoesNot() async throws {
        let (first, second) = (try HTTPTestServer(), try HTTPTestServer())
        defer {
            first.stop()
            second.stop()
        }
        let agent = try agent()
        try await agent.slots(2, of: ["MemoryPercent"])
        let file = try configure("destinations: [{name: one, url: '\(first.url)', include: [MemoryPercent]}]\n")
        let follower = try Program("rogue-forward", ["--config", file, "--follow"])
        try await Patience.until("a row") { !first.points.isEmpty }
        _ = try configure("intervall: 1s\ndestinations: [{name: other, url: '\(second.url)'}]\n")
        follower.signal(SIGHUP)
        try await Patience.until("the mistake") { follower.errorsSoFar.contains("intervall") }
        let count = first.points.count
        try await Patience.until("another row") { first.points.count > count }
        _ = try configure("destinations: [{name: two, url: '\(second.url)'}]\n")
        follower.signal(SIGHUP)
        try await Patience.until("rows elsewhere") { Set(second.points.map(\.metric)).count > 3 }
        #expect(Set(first.points.map(\.metric)) == ["MemoryPercent"])
        follower.signal(SIGTERM)
        #expect(try await follower.end(within: 20).status == 0)
        try await agent.stop()
    }

    @Test func aStoreThatComesBackGetsAllOfItAndNewSeriesToo() async throws {
        let test = try TestHistory()
        let start = recent(1_000)
        try test.add("a", from: start, (0..<100).map(Double.init))
        let server = try HTTPTestServer { _, index in index < 3 ? .status(503) : .status(200) }
        defer { server.stop() }
        let url = server.url + "?retry=1s&name=store"
        let follower = try Forward(prefix: test.directory.path).start([url], ["--follow"])
        try await Patience.until("all rows") { server.points.count >= 400 }
        try test.add("b", from: start, [1, 2, 3])
        try await Patience.until("a new series") { server.points.count { $0.metric == "b" } == 3 }
        follower.signal(SIGTERM)
        let result = try await follower.end(within: 20)
        #expect(result.status == 0)
        #expect(result.errors.contains("HTTP 503") && result.errors.contains("works again"))
        #expect(try server.values == test.values(["a", "b"]))
        #expect(try await Forward(prefix: test.directory.path).status([url])[0].delivered == 103)
    }
}
