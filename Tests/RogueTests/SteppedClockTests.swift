import Rogue
import RogueTestSupport
import RoundRobin
import Synchronization
import Testing

/// What becomes of the history when somebody sets the clock.
@Suite struct SteppedClockTests {
    private let directory: TemporaryDirectory
    private let log = LogRecorder()
    private let clock = SettableClock(Self.start)
    private let stored = Stored()

    private static let start = 1_700_000_000
    private static let tenYears = 315_360_000

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// The times for which samples were stored, as `--print` would show them.
    private final class Stored: Sendable {
        let times = Mutex<[Int]>([])
    }

    private struct Level: Collector {
        static let name = "level"
        init(_ machine: Machine) throws {}
        mutating func collect(into readings: inout [Reading]) throws {
            readings.append(Reading(Metric(MetricName("Level"), .gauge), 7.0))
        }
    }

    private func agent() async throws -> (Scheduler, HistoryWriter) {
        let prefix = try Prefix(making: directory.path)
        let writer = try await HistoryWriter.recovered(prefix, sync: .off, log.logger)
        let store = MetricStore(
            prefix: prefix,
            journal: try Journal(path: prefix.file(Journal.fileName), sync: .off),
            writer: writer,
            settings: MetricStore.Settings(interval: 1, heartbeat: 600)
        )
        let scheduler = Scheduler(
            collectors: [CollectorSettings(Level.self)],
            machine: Machine(),
            store: store,
            logger: log.logger,
            now: { [clock] in clock.value },
            uptime: { [clock] in clock.uptime },
            onSample: { [stored] in stored.times.withLock { [time = $1.seconds] in $0.append(time) } }
        )
        return (scheduler, writer)
    }

    private func run(_ scheduler: Scheduler, ticks: Int) async {
        for _ in 0..<ticks {
            clock.advance()
            await scheduler.tick()
        }
    }

    /// The times of the rows of a file that are no gaps.
    private func known(_ name: String = "Level.rrd") throws -> [Int] {
        let file = RoundRobinFile(path: directory.file(name))
        let last = try file.header().lastUpdate
        let rows = try file.fetch(after: last - 20_000, through: last, resolution: 1)
        return rows.values.indices.filter { rows.values[$0].isFinite }.map { rows.time($0) }
    }

    private func times(_ first: Int, _ count: Int) -> [Int] { (0..<count).map { first + $0 } }

    @Test(arguments: [1, -1, 3_600, -3_600])
    func aSmallStepStoresNoSlotTwiceAndLosesNone(step: Int) async throws {
        let (scheduler, writer) = try await agent()
        await run(scheduler, ticks: 5)
        clock.set(clock.value.seconds + step)
        await run(scheduler, ticks: 5)
        await writer.flush()
        let before = times(Self.start + 1, 5)
        let after = times(Self.start + 6 + step, 5).filter { $0 > Self.start + 5 }
        #expect(stored.times.withLock(\.self) == before + after)
        #expect(try known() == before + after)
        // Where it was set back, it goes on as soon as it has caught up.
        guard step == -3_600 else { return }
        #expect(log.lines.count { $0.contains("the clock was set back") } == 1)
        clock.set(Self.start + 5)
        await run(scheduler, ticks: 2)
        await writer.flush()
        #expect(try known() == before + times(Self.start + 6, 2))
    }

    @Test func aSuspendedMachineGoesOnAtOnceAndTheNightIsAGap() async throws {
        let (scheduler, writer) = try await agent()
        await run(scheduler, ticks: 5)
        clock.advance(by: 7 * 3_600 - 1)
        await run(scheduler, ticks: 5)
        await writer.flush()
        #expect(try known() == times(Self.start + 7 * 3_600 + 5, 5))
        #expect(stored.times.withLock(\.count) == 10)
        #expect(log.lines.isEmpty)
    }

    @Test(arguments: [Self.tenYears, -Self.tenYears])
    func aGreatStepThatIsTakenBackCostsNothing(step: Int) async throws {
        let (scheduler, writer) = try await agent()
        await run(scheduler, ticks: 5)
        clock.set(clock.value.seconds + step)
        await run(scheduler, ticks: 30)
        clock.set(Self.start + 35)
        await run(scheduler, ticks: 5)
        await writer.flush()
        #expect(try known() == times(Self.start + 1, 5) + times(Self.start + 36, 5))
        #expect(log.lines.count == 2)
        #expect(log.lines.first?.contains("the clock was set by \(step) s") == true)
        #expect(log.lines.last?.contains("works again") == true)
    }

    /// It holds for longer than a minute, and is set right after that: nothing is lost, and no file is locked.
    @Test(arguments: [Self.tenYears, -Self.tenYears])
    func aGreatStepThatHoldsPutsTheHistoryAsideUntilItIsBack(step: Int) async throws {
        let (scheduler, writer) = try await agent()
        await run(scheduler, ticks: 5)
        clock.set(clock.value.seconds + step)
        await run(scheduler, ticks: 70)
        await writer.flush()
        // A minute of doubt, then it goes on in a new file.
        let other = times(Self.start + step + 66, 10)
        #expect(try known() == other)
        #expect(try known("Level.rrd.clock-\(Self.start + 5)") == times(Self.start + 1, 5))

        clock.set(Self.start + 75)
        await run(scheduler, ticks: 70)
        await writer.flush()
        let after = times(Self.start + 136, 10)
        #expect(try known() == times(Self.start + 1, 5) + after)
        #expect(try known("Level.rrd.clock-\(Self.start + step + 75)") == other)
        #expect(stored.times.withLock(\.self) == times(Self.start + 1, 5) + other + after)
        #expect(log.lines.count { $0.contains("is believed") } == 2)
    }

    /// Files that an agent with a wrong clock has left in the future.
    @Test func aFileOfTheFutureDoesNotLockAnAgentThatStarts() async throws {
        let (wrong, writer) = try await agent()
        await run(wrong, ticks: 3)
        await writer.flush()
        clock.set(Self.start - Self.tenYears)
        let (scheduler, other) = try await agent()
        await run(scheduler, ticks: 70)
        await other.flush()
        #expect(log.lines.count { $0.contains("is in the future") } == 1)
        #expect(try known() == times(Self.start - Self.tenYears + 60, 11))
        #expect(try known("Level.rrd.clock-\(Self.start + 3)") == times(Self.start + 1, 3))
    }
}
