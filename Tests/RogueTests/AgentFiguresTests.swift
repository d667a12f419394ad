import RogueTestSupport
import Testing

@testable import Rogue

/// What sampler, scheduler and writer tell of their own work.
@Suite struct AgentFiguresTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func taken(_ figures: AgentFigures) -> AgentFigures.Figures {
        var taken = AgentFigures.Figures()
        figures.take { taken = $0 }
        return taken
    }

    @Test func theLongestSinceTheLastTimeAndTheCountOfAll() {
        let figures = AgentFigures()
        let numbers = ["a", "b"].map(figures.enter)
        for (time, isFailed) in [(5, false), (9, true), (7, true)] {
            figures.looked(numbers[1], for: .milliseconds(time), failed: isFailed)
        }
        for late in [3, 8, 1] { figures.tookSlot(after: .milliseconds(late)) }
        figures.stored(40)
        figures.stored(2)
        let first = taken(figures)
        #expect(first.work.map(\.collector) == ["a", "b"])
        #expect(first.work.map(\.longest) == [nil, .milliseconds(9)])
        #expect(first.work.map(\.failures) == [0, 2])
        #expect(first.lateness == .milliseconds(8) && first.samples == 42)
        figures.looked(numbers[1], for: .milliseconds(1), failed: false)
        let second = taken(figures)
        #expect(second.work.map(\.longest) == [nil, .milliseconds(1)])
        #expect(second.work.map(\.failures) == [0, 2])
        #expect(second.lateness == nil && second.samples == 42)
    }

    @Test func theWriterTellsWhatWaitsAndWhatAFlushDid() async throws {
        let settings = MetricStore.Settings(interval: 1, heartbeat: 600, flush: 600)
        let store = try await TestStore(Prefix(making: directory.file("db")), settings)
        let readings = ["A", "B", "C"].map { Reading(Metric(MetricName($0), .gauge), 1.0) }
        for second in 1...2 { _ = try store.put(journalling: readings, at: Timestamp(1_000 + second)) }
        try await store.writer.check()
        let before = taken(store.writer.figures)
        #expect(before.pending == 6 && before.files == 0 && before.flush == nil)
        await store.writer.flush()
        let after = taken(store.writer.figures)
        #expect(after.pending == 0 && after.files == 3 && after.flush ?? .zero > .zero)
        // Nothing waits: that is no flush.
        await store.writer.flush()
        #expect(taken(store.writer.figures).flush == nil)
    }
}
