import Foundation
import RogueTestSupport
import Testing

/// Thirty days without a store, on a prefix of fixed size: minutes for two days, and their means of ten for three weeks.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct ForwardOutageTests {
    let test: TestHistory
    let forward: Forward
    let metrics = ["a", "b", "c", "d"]
    /// The first row.
    let start = recent(2_800_000) / 36_000 * 36_000 + 60
    private let day = 1_440

    init() throws {
        test = try TestHistory()
        forward = Forward(prefix: test.directory.path)
    }

    /// Rows of so many minutes, with a gap now and then; of a metric in two, hours long ones.
    private func add(_ count: Int, from first: Int, _ random: inout SeededGenerator) throws {
        for metric in metrics {
            let values = (0..<count).map { index -> Double? in
                let isLong = metric == "b" && index % 2_000 > 1_800
                return isLong || Int.random(in: 0..<50, using: &random) == 0 ? nil : Double(index)
            }
            try test.add(metric, from: start + first * 60, values, step: 60, rows: 2 * day)
        }
    }

    private func outage(_ url: String) async throws -> SeriesValues {
        var random = SeededGenerator(seed: 30)
        try add(day, from: 0, &random)
        #expect(try await forward.run(url).status == 0)
        let before = try test.values(metrics)
        // Runs go on while it is down, each day.
        let bytes = try size()
        for number in 0..<30 {
            try add(day, from: (number + 1) * day, &random)
            let down = url.replacing(try Regex(":[0-9]+"), with: ":1")
            let result = try await forward.run(down)
            #expect([1, 75].contains(result.status), "\(result)")
            let status = try await forward.status([down])[0]
            #expect(status.stored == metrics.count * (number + 2) * day)
        }
        #expect(try size() == bytes)
        return before
    }

    private func size() throws -> Int {
        try metrics.reduce(0) { try $0 + test.directory.read($1 + ".rrd").count }
    }

    @Test func everyRowThatTheFinestArchiveHoldsArrives() async throws {
        let server = try HTTPTestServer()
        defer { server.stop() }
        let url = server.url + "?name=store&retry=1s"
        var expected = try await outage(url)
        let result = try await forward.run(url)
        #expect(result.status == 1, "\(result)")
        for (metric, values) in try test.values(metrics) { expected[metric, default: [:]].merge(values) { $1 } }
        #expect(server.values == expected)
        let status = try await forward.status([url])[0]
        // From the second day on, all that is not among the last two days.
        #expect(status.ledgered == metrics.count * 28 * day)
        #expect(status.pending == 0 && status.delivered == expected.total)
        let ledger = try await forward.ledger([url])
        #expect(ledger.map(\.metric) == metrics)
        #expect(ledger.allSatisfy { $0.cause == "expired" && $0.rows == 28 * day && $0.first == start + day * 60 })
    }

    @Test func withTheOptionTheCoarserOnesArriveToo() async throws {
        let server = try HTTPTestServer()
        defer { server.stop() }
        let url = server.url + "?name=store&coarse=true&retry=1s"
        _ = try await outage(url)
        #expect(try await forward.run(url).status == 1)
        let status = try await forward.status([url])[0]
        // The coarse archive holds twenty days: what is older is lost.
        let oldest = (start + (31 * day - 1) * 60) / 600 * 600 - 2 * day * 600
        #expect(status.ledgered == metrics.count * (oldest - (start + (day - 1) * 60)) / 60, "\(status)")
        #expect(status.pending == 0 && status.coarse > metrics.count * 17 * day)
        let coarse = server.points.filter { $0.tags["granularity"] == "600" }
        #expect(Set(coarse.map(\.timestamp)).allSatisfy { $0 % 600 == 0 })
        #expect(coarse.count > metrics.count * 17 * day / 10)
        let ledger = try await forward.ledger([url])
        #expect(ledger.reduce(0) { $0 + $1.rows } == status.ledgered)
    }
}
