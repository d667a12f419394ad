import Foundation
import RogueTestSupport
import Testing

/// An agent whose clock is set while it runs: it does not stand still, stores no slot twice, and locks no file.
@Suite struct AgentClockTests {
    private let folder: TemporaryDirectory
    private let clock: AgentClock
    private var prefix: String { folder.file("db") }

    private static let tenYears = 315_360_000.0

    init() throws {
        folder = try TemporaryDirectory()
        clock = try AgentClock()
    }

    private func start() async throws -> AgentRun {
        let run = try AgentRun(prefix, ["--flush=1", "--archives=1s:12h"], environment: clock.environment)
        try await run.slots(2)
        return run
    }

    /// Waits for a slot after now, by the agent's clock.
    private func goesOn(_ run: AgentRun) async throws {
        try await run.slot(after: Int(clock.now), of: AgentSample.metrics)
    }

    /// Every slot was printed once, is in the history as it was printed, and what lies between is unknown.
    private func check(_ run: AgentRun) async throws -> [Int] {
        let samples = try await run.stop()
        let times = samples.filter { $0.metric == "MemoryPercent" }.map(\.time)
        #expect(times == times.sorted() && Set(times).count == times.count)
        #expect(try AgentHistory(prefix: prefix, samples: samples).mismatches() == [])
        return times
    }

    @Test(.timeLimit(.minutes(5)), arguments: [1.0, 3_600, 7_200])
    func aClockThatIsSetAheadLeavesAGap(step: Double) async throws {
        let run = try await start()
        try clock.step(by: step)
        try await goesOn(run)
        let times = try await check(run)
        #expect((times.last ?? 0) - (times.first ?? 0) >= Int(step))
    }

    /// For an hour every slot is stored already; then it goes on.
    @Test(.timeLimit(.minutes(5)), arguments: [1.0, 3_600])
    func aClockThatIsSetBackStoresNoSlotTwice(step: Double) async throws {
        let run = try await start()
        try clock.step(by: -step)
        if step > 60 {
            try await run.says("the clock was set back")
            try clock.step(by: step)
        }
        try await goesOn(run)
        _ = try await check(run)
    }

    @Test(.timeLimit(.minutes(5)), arguments: [Self.tenYears, -Self.tenYears])
    func aClockThatIsWrongByYearsForAMomentCostsNothing(step: Double) async throws {
        let run = try await start()
        let before = clock.now
        try clock.step(by: step)
        try await run.says("sampling goes on when it has held for a minute")
        try clock.step(by: -step)
        try await goesOn(run)
        let times = try await check(run)
        #expect(times.allSatisfy { abs(Double($0) - before) < 300 })
        #expect(try folder.names().isEmpty == false)
        #expect(try FileManager.default.contentsOfDirectory(atPath: prefix).allSatisfy { !$0.contains(".clock-") })
    }

    @Test(.timeLimit(.minutes(5)))
    func aMachineThatSleptForSevenHoursGoesOnAtOnce() async throws {
        let run = try await start()
        try clock.suspend(for: 7 * 3_600)
        try await goesOn(run)
        let times = try await check(run)
        #expect((times.last ?? 0) - (times.first ?? 0) >= 7 * 3_600)
        #expect(!run.program.errorsSoFar.contains(" error "))
    }
}
