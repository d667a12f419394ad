import Rogue
import RogueTestSupport
import SQLite
import Synchronization
import Testing

/// Stores that want it are told where a series ends, by any run, and once.
@Suite struct EndsTests {
    /// Takes all samples, and answers ends as the test says.
    private final class Store: EndingDestination {
        static let schemes = ["ending"]
        let name = "ending"
        let batchLimit = 100
        private let answer: @Sendable ([SeriesEnd]) -> Outcome
        private let heard = Mutex<[[SeriesEnd]]>([])

        init(answer: @escaping @Sendable ([SeriesEnd]) -> Outcome = { _ in .delivered }) {
            self.answer = answer
        }

        var calls: [[SeriesEnd]] { heard.withLock(\.self) }

        func send(_ samples: ArraySlice<Sample>) async -> Outcome { .delivered }

        func end(_ series: [SeriesEnd]) async -> Outcome {
            heard.withLock { $0.append(series) }
            return answer(series)
        }
    }

    let test: TestHistory
    let now = 1_000_000
    private let gone = MetricName("gone")

    init() throws {
        test = try TestHistory()
        try test.add("here", from: 1_000, [Double](repeating: 1, count: 310))
        try test.add("gone", from: 1_000, [1, 2, 3])
        try test.add("coarse", from: 1_000, [1], step: 200)
    }

    /// A run as by a process of its own: nothing but the database is remembered.
    private func run(_ destination: Store) async throws -> DeliveryReport? {
        let history = History(test.prefix, LogRecorder().logger, now: { WallClock(seconds: now) })
        let store = try CursorStore(test.prefix, now: WallClock(seconds: now)) { Issue.record("\($0)") }
        return try await Forwarder([destination], history, store, []).run().first
    }

    @Test func aSeriesThatEndsIsToldOnceAndAgainWhenItCameBack() async throws {
        let store = Store()
        for _ in 1...3 { #expect(try await run(store)?.kept == nil) }
        let first = [SeriesEnd(gone, last: Timestamp(1_002))]
        #expect(store.calls == [first])
        try test.add("gone", from: 1_200, [4])
        try test.add("here", from: 1_310, [1])
        _ = try await run(store)
        #expect(store.calls == [first])
        try test.add("here", from: 1_311, [Double](repeating: 1, count: 300))
        for _ in 1...2 { _ = try await run(store) }
        let second = [SeriesEnd(MetricName("coarse"), last: Timestamp(1_000)), SeriesEnd(gone, last: Timestamp(1_200))]
        #expect(store.calls == [first, second])
    }

    @Test func whereItCannotBeToldItIsToldLater() async throws {
        let isUp = Mutex(false)
        let store = Store { _ in isUp.withLock(\.self) ? .delivered : .unavailable("down", retryAfter: 0) }
        #expect(try await run(store)?.kept == "down")
        isUp.withLock { $0 = true }
        for _ in 1...2 { #expect(try await run(store)?.kept == nil) }
        #expect(store.calls == [[SeriesEnd]](repeating: [SeriesEnd(gone, last: Timestamp(1_002))], count: 2))
    }

    @Test func whatIsRefusedTogetherIsToldAloneAndNotAgain() async throws {
        try test.add("gone2", from: 1_000, [1])
        let store = Store { $0.count > 1 || $0[0].metric == MetricName("gone") ? .refused("too old") : .delivered }
        for _ in 1...2 { #expect(try await run(store)?.kept == nil) }
        #expect(store.calls.map(\.count) == [2, 1, 1])
    }

    @Test func aDatabaseThatKnowsNoEndsGoesOn() async throws {
        let store = Store()
        let first = try await run(store)
        #expect(first?.delivered == 314)
        do {
            let database = try Database(path: test.directory.file("delivery.db"))
            try database.execute("DROP TABLE ends")
            try database.execute("PRAGMA user_version = 2")
        }
        for _ in 1...2 { #expect(try await run(store)?.delivered == 0) }
        #expect(store.calls == [[SeriesEnd]](repeating: [SeriesEnd(gone, last: Timestamp(1_002))], count: 2))
    }

    @Test func whatWasNeverSentHasNoEnd() async throws {
        let store = Store()
        try test.add("empty", from: 1_000, [nil, nil])
        _ = try await run(store)
        #expect(store.calls.map { $0.map(\.metric) } == [[gone]])
    }
}
