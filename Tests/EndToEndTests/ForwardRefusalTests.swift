import Foundation
import RogueTestSupport
import Testing

/// What a server will never take: single points are reported and passed over, a server that takes nothing keeps all.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct ForwardRefusalTests {
    let test: TestHistory
    let forward: Forward
    let start = recent(10_000)

    init() throws {
        test = try TestHistory()
        forward = Forward(prefix: test.directory.path)
    }

    /// A server that refuses every batch with a point of a value in it.
    private func server(refusing values: Set<Double>, with status: Int) throws -> HTTPTestServer {
        try HTTPTestServer { request, _ in
            let isBad = request.points.isEmpty || request.points.contains { values.contains($0.value) }
            return isBad ? .status(status, body: "bad point") : .status(200)
        }
    }

    @Test(arguments: [
        (400, [1500]), (413, [0]), (422, [2999]), (400, [0, 1, 999, 1000, 1700, 1702, 2999]),
        (400, [2993, 2994, 2995]),
    ])
    func badPointsArePassedOver(status: Int, bad: [Int]) async throws {
        try test.add("CPUPercent", from: start, (0..<3000).map(Double.init), rows: 5000)
        let server = try server(refusing: Set(bad.map(Double.init)), with: status)
        defer { server.stop() }
        let result = try await forward.run(server.url)
        #expect(result.status == 1 && result.output.isEmpty)
        #expect(result.errorLines.count == bad.count)
        for point in bad {
            let line =
                "CPUPercent: 1 row at \(start + point) lost: value \(Double(point)) refused: HTTP \(status): bad point"
            #expect(result.errorLines.contains { $0.hasSuffix(line) }, "\(result.errors)")
        }
        #expect(server.requests.count < 3 + 2 * 12 * bad.count)

        // Every point was taken once, except for the bad ones, and none is sent again.
        let delivered = server.requests.map(\.points).filter { points in
            !points.contains { bad.contains(Int($0.value)) }
        }
        #expect(delivered.joined().map(\.timestamp) == (0..<3000).filter { !bad.contains($0) }.map { start + $0 })
        let count = server.requests.count
        #expect(try await forward.run(server.url).isSilent())
        #expect(server.requests.count == count)
    }

    @Test(arguments: [400, 404, 413, 422])
    func whereAllIsRefusedAllIsKept(status: Int) async throws {
        for metric in ["a", "b", "c", "d"] { try test.add(metric, from: start, (0..<700).map(Double.init)) }
        let server = try HTTPTestServer { request, _ in
            .status(request.target == "/right" ? 200 : status, body: "no such place")
        }
        defer { server.stop() }
        for _ in 1...2 {
            let count = server.requests.count
            let result = try await forward.run(server.url + "/wrong?name=store")
            #expect(result.complains(75, "store: ", "kept", "HTTP \(status): no such place"), "\(result)")
            #expect(server.requests.count - count < 60)
        }
        #expect(try await forward.run(server.url + "/right?name=store").isSilent())
        let right = server.requests.filter { $0.target == "/right" }.flatMap(\.points)
        #expect(right.count == 2800)
        #expect(
            SeriesValues(right.map { ($0.metric, $0.timestamp, $0.value) }) == (try test.values(["a", "b", "c", "d"]))
        )
    }

    /// A metric that a server does not want holds up no other, and loses nothing.
    @Test func aMetricThatIsRefusedIsKept() async throws {
        for metric in ["a", "b", "c"] { try test.add(metric, from: start, (0..<700).map(Double.init)) }
        let server = try HTTPTestServer { request, _ in
            .status(request.points.contains { $0.metric == "b" } ? 400 : 200, body: "no b")
        }
        defer { server.stop() }
        let result = try await forward.run(server.url)
        #expect(result.complains(75, "kept", "it refuses b", "HTTP 400: no b"), "\(result)")
        let taken = server.requests.map(\.points).filter { points in !points.contains { $0.metric == "b" } }.joined()
        #expect(SeriesValues(taken.map { ($0.metric, $0.timestamp, $0.value) }) == (try test.values(["a", "c"])))
        #expect(taken.count == 1400)
    }
}
