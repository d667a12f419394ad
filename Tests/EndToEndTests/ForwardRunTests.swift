import Foundation
import RogueTestSupport
import Testing

/// What one run sends, and what the next does.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct ForwardRunTests {
    let test: TestHistory
    let forward: Forward
    let start = recent(10_000)

    init() throws {
        test = try TestHistory()
        forward = Forward(prefix: test.directory.path)
    }

    private func server() throws -> HTTPTestServer { try HTTPTestServer() }

    @Test func theFirstRunSendsAllThatTheFinestArchiveHolds() async throws {
        var random = SeededGenerator(seed: 5)
        try test.addRandom(["a", "b"], from: start, count: 3000, rows: 1500, &random)
        try test.addRandom(["c"], from: start, count: 20, rows: 1500, &random)
        let server = try server()
        defer { server.stop() }
        #expect(try await forward.run(server.url).isSilent())
        let expected = try test.values(["a", "b", "c"])
        #expect(expected.total > 2500)
        #expect(server.values == expected)
        #expect(server.points.count == expected.total)
        #expect(server.requests.map(\.points.count).allSatisfy { $0 <= 1000 })
        #expect(server.requests.count == (expected.total + 999) / 1000)
        for metric in ["a", "b", "c"] {
            let times = server.points.filter { $0.metric == metric }.map(\.timestamp)
            #expect(times == times.sorted())
        }
        let host = ProcessInfo.processInfo.hostName
        #expect(server.points.allSatisfy { $0.tags == ["host": host] })
    }

    @Test func aRunWithNothingDueDoesNothing() async throws {
        try test.add("a", from: start, [1, 2, nil])
        let server = try server()
        defer { server.stop() }
        for _ in 1...3 {
            #expect(try await forward.run(server.url).isSilent())
            #expect(server.points.map(\.value) == [1, 2])
        }
        // Only what is new, and a gap is nothing to send.
        try test.add("a", from: start + 3, [nil, 4])
        #expect(try await forward.run(server.url).isSilent())
        #expect(server.requests.map { $0.points.map(\.timestamp) } == [[start, start + 1], [start + 4]])
        // Nor is there anything due where there is no metric.
        let nothing = try TestHistory()
        #expect(try await Forward(prefix: nothing.directory.path).run(server.url).isSilent())
        #expect(server.requests.count == 2)
    }

    @Test func aRowThatIsNotFinalIsNotSent() async throws {
        let first = start - start % 60
        try test.add("a", from: first, [1, 2, 3], step: 60)
        let server = try server()
        defer { server.stop() }
        #expect(try await forward.run(server.url).isSilent())
        try test.add("a", from: first + 179, [4], step: 60)
        #expect(try await forward.run(server.url).isSilent())
        #expect(server.points.map(\.timestamp) == [first, first + 60, first + 120])
        try test.add("a", from: first + 181, [5], step: 60)
        #expect(try await forward.run(server.url).isSilent())
        #expect(server.values == (try test.values(["a"])))
        #expect(server.points.count == 4)
    }

    @Test func aDryRunChangesNothing() async throws {
        try test.add("a", from: start, (0..<50).map(Double.init), rows: 100)
        try test.add("b", from: start, (0..<50).map(Double.init), rows: 100)
        try test.directory.write(Array("\(start + 39)\n".utf8), to: "a.pos")
        let server = try server()
        defer { server.stop() }
        for _ in 1...2 {
            let result = try await forward.run(server.url, with: ["--dry-run"])
            #expect(result.status == 0 && result.errors.isEmpty)
            let rows = result.lines.map { $0.split(separator: " ").map(String.init) }
            #expect(rows.first == ["\(server.url)/_metrics/custom:", "60", "rows", "pending", "in", "2", "metrics"])
            #expect(rows.count == 4)
            #expect(rows[2].first == "a" && rows[2].suffix(2) == ["10", "0"])
            #expect(rows[3].first == "b" && rows[3].suffix(2) == ["50", "0"])
        }
        #expect(server.requests.isEmpty)
        #expect(try await forward.run(server.url).isSilent())
        #expect(server.points.filter { $0.metric == "a" }.map(\.timestamp) == Array(start + 40..<start + 50))
        #expect(server.points.filter { $0.metric == "b" }.count == 50)
        let after = try await forward.run(server.url, with: ["--dry-run"])
        #expect(after.output == "\(server.url)/_metrics/custom: 0 rows pending in 0 metrics\n")
    }

    @Test func theStatusTellsHowFarEachServerIs() async throws {
        let first = 1_795_219_200
        try test.add("a", from: first, [1, 2, 3], rows: 10)
        try test.add("b", from: first, [1, 2, 3, 4], rows: 10)
        let server = try server()
        defer { server.stop() }
        #expect(try await forward.run(server.url + "?name=one", with: ["--metric", "a"]).isSilent())
        try test.add("a", from: first + 3, (0..<15).map(Double.init))
        let result = try await forward.run("grok://localhost?name=two", server.url + "?name=one", with: ["--status"])
        let expected = """
            two: 14 rows pending in 2 metrics
              metric  delivered           latest row  pending  lost
              a               -  2026-11-21 00:00:17       10     0
              b               -  2026-11-21 00:00:03        4     0
              stored 14 = delivered 0 + gaps 0 + pending 14 + ledgered 0: holds
              lag 10 s, rate 0 rows/s, no error

            one: 14 rows pending in 2 metrics
              metric            delivered           latest row  pending  lost
              a       2026-11-21 00:00:02  2026-11-21 00:00:17       10     5
              b                         -  2026-11-21 00:00:03        4     0
              stored 22 = delivered 3 + gaps 0 + pending 14 + ledgered 5: holds
              lag 15 s, rate R rows/s, no error

            """
        let rate = try Regex("rate [1-9][0-9]* rows")
        #expect(result.output.replacing(rate, with: "rate R rows") == expected)
        #expect(result.status == 0 && result.errors.isEmpty)
        #expect(server.requests.count == 1)
    }

    @Test func globsSelectMetrics() async throws {
        for metric in ["DiskReadBytes", "DiskWriteBytes", "CPUPercent", "MemoryPercent"] {
            try test.add(metric, from: start, [1])
        }
        let server = try server()
        defer { server.stop() }
        func sent() -> Set<String> { Set(server.points.map(\.metric)) }
        #expect(try await forward.run(server.url, with: ["--metric", "Disk*", "--metric", "C?PUPercent"]).isSilent())
        #expect(sent() == ["DiskReadBytes", "DiskWriteBytes"])
        #expect(try await forward.run(server.url, with: ["--metric", "CPUPercent", "--metric", "Disk*"]).isSilent())
        #expect(sent() == ["DiskReadBytes", "DiskWriteBytes", "CPUPercent"])
        #expect(try await forward.run(server.url).isSilent())
        #expect(server.points.count == 4)
    }
}
