import Foundation
import RogueTestSupport
import Testing

/// Rows that leave the finest archive before they were sent: counted once, named, and never made up from a coarser one.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct ForwardExpiryTests {
    let test: TestHistory
    let forward: Forward
    let start = recent(10_000)

    init() throws {
        test = try TestHistory()
        forward = Forward(prefix: test.directory.path)
    }

    @Test func expiredRowsAreNamedAndNotReplaced() async throws {
        var random = SeededGenerator(seed: 6)
        let server = try HTTPTestServer()
        defer { server.stop() }
        let url = server.url + "?name=store"
        try test.addRandom(["a", "b"], from: start, count: 20, rows: 100, &random)
        #expect(try await forward.run(url).isSilent())
        var expected = try test.values(["a", "b"])
        server.stop()

        // While it is down, 200 rows more leave the archive of a, and none that of b; the coarse archive has them all.
        try test.addRandom(["a"], from: start + 20, count: 300, rows: 100, &random)
        try test.addRandom(["b"], from: start + 20, count: 50, rows: 100, &random)
        let lost = "store: a: 200 rows from \(start + 20) to \(start + 219) lost: expired from the archive unsent"
        let down = try await forward.run(url)
        #expect(down.status == 1 && down.output.isEmpty)
        #expect(down.errorLines.count == 2)
        #expect(down.errorLines.first == "rogue-forward: " + lost)
        #expect(down.errorLines.last?.contains("Connection refused") == true)
        #expect(try await forward.run(url).complains(75, "Connection refused"))

        // Ten more are gone when it is back.
        try test.addRandom(["a"], from: start + 320, count: 10, rows: 100, &random)
        let back = try HTTPTestServer(port: server.port)
        defer { back.stop() }
        let more = "store: a: 10 rows from \(start + 220) to \(start + 229) lost: expired from the archive unsent"
        let result = try await forward.run(url)
        #expect(result.complains(1, more), "\(result)")
        #expect(try await forward.run(url).isSilent())

        let rows = try test.values(["a", "b"])
        #expect(rows["a"]?.keys.allSatisfy { $0 >= start + 230 } == true)
        for (metric, values) in rows { expected[metric, default: [:]].merge(values) { $1 } }
        #expect(SeriesValues((server.points + back.points).map { ($0.metric, $0.timestamp, $0.value) }) == expected)
        #expect(server.points.count + back.points.count == expected.total)

        let status = try await forward.run(url, with: ["--status"])
        let table = status.lines.map { $0.split(separator: " ").map(String.init) }
        #expect(table.first { $0.first == "a" }?.last == "210")
        #expect(table.first { $0.first == "b" }?.last == "0")
    }

    /// What had left the archive before a destination was first heard of is not its loss.
    @Test func aNewDestinationHasLostNothing() async throws {
        var random = SeededGenerator(seed: 7)
        try test.addRandom(["a"], from: start, count: 300, rows: 100, &random)
        let lines = try LineTestServer()
        defer { lines.stop() }
        #expect(try await forward.run("grok://127.0.0.1:\(lines.port)").isSilent())
        let values = try test.values(["a"])
        let sent = lines.texts.joined().split(separator: "\n").map { $0.split(separator: " ") }
        #expect(SeriesValues(sent.map { (String($0[0]), Int($0[2]) ?? 0, Double($0[1]) ?? 0) }) == values)
        #expect(sent.count == values.total)
    }
}
