import Foundation
import Rogue
import RogueTestSupport
import RoundRobin
import Synchronization
import Testing

@Suite struct SchedulerTests {
    /// A collector whose readings the fixture root says: `fail`, or a number.
    struct Scripted: Collector {
        static let name = "scripted"
        private let machine: Machine

        init(_ machine: Machine) throws { self.machine = machine }

        mutating func collect(into readings: inout [Reading]) throws {
            readings.append(Reading(Metric(MetricName("Half"), .gauge), 1.0))
            let text = try String(contentsOfFile: machine.proc, encoding: .utf8)
            guard let value = Double(text) else { throw StorageError("believe", machine.proc, text) }
            readings.append(Reading(Metric(MetricName("Whole"), .gauge), value))
        }
    }

    struct Steady: Collector {
        static let name = "steady"
        init(_ machine: Machine) throws {}
        mutating func collect(into readings: inout [Reading]) throws {
            readings.append(Reading(Metric(MetricName("Steady"), .gauge), 7.0))
        }
    }

    /// A collector that complains where the fixture root says so, and has its reading all the same.
    struct Complaining: Collector {
        static let name = "complaining"
        private let machine: Machine
        private(set) var complaint: (any Error)?

        init(_ machine: Machine) throws { self.machine = machine }

        mutating func collect(into readings: inout [Reading]) throws {
            let text = try String(contentsOfFile: machine.proc, encoding: .utf8)
            complaint = text.isEmpty ? nil : StorageError("ask", machine.proc, text)
            readings.append(Reading(Metric(MetricName("Part"), .gauge), 5.0))
        }
    }

    let directory: TemporaryDirectory
    let log = LogRecorder()

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func scheduler(
        _ collectors: [any Collector.Type],
        _ machine: Machine,
        interval: Int,
        now: SettableClock,
        onSample: (@Sendable (Reading, Timestamp) -> Void)? = nil
    ) throws -> (Scheduler, HistoryWriter) {
        let prefix = try Prefix(making: directory.file("db"))
        let path = prefix.file(Journal.fileName)
        let writer = HistoryWriter(
            prefix: prefix,
            journal: try Journal(path: path, sync: .flush),
            sync: .flush,
            logger: log.logger
        )
        let store = MetricStore(
            prefix: prefix,
            journal: try Journal(path: path, sync: .flush),
            writer: writer,
            settings: MetricStore.Settings(interval: interval, heartbeat: 600)
        )
        let scheduler = Scheduler(
            collectors: collectors.map { CollectorSettings($0) },
            machine: machine,
            store: store,
            logger: log.logger,
            now: { now.value },
            uptime: { now.uptime },
            onSample: onSample
        )
        return (scheduler, writer)
    }

    @Test func aComplaintIsLoggedOnceAndCostsNoReading() async throws {
        let script = directory.file("script")
        let now = SettableClock(1000)
        let (scheduler, writer) = try scheduler([Complaining.self], Machine(proc: script), interval: 1, now: now)
        for text in ["", "dead", "dead", ""] {
            try directory.write([UInt8](text.utf8), to: "script")
            now.advance()
            await scheduler.tick()
        }
        await writer.flush()
        #expect(log.lines.count == 2)
        #expect(log.lines.first?.contains("dead") == true)
        #expect(log.lines.last?.contains("failures: 2") == true)
        let part = RoundRobinFile(path: directory.file("db/Part.rrd"))
        #expect(try part.fetch(after: 1000, through: 1004).values == [5, 5, 5, 5])
    }

    @Test func itTellsHowLateItIsAndWhoFailed() async throws {
        let now = SettableClock(1000)
        try directory.write([UInt8]("dead".utf8), to: "script")
        let machine = Machine(proc: directory.file("script"))
        let collectors: [any Collector.Type] = [Complaining.self, Scripted.self, Steady.self]
        let (scheduler, _) = try scheduler(collectors, machine, interval: 60, now: now)
        // Slots of a minute, 7 and 2 seconds late.
        for seconds in [27, 55] {
            now.advance(by: seconds)
            await scheduler.tick()
        }
        machine.figures.take { figures in
            #expect(figures.lateness == .seconds(7))
            #expect(figures.work.map(\.collector) == ["complaining", "scripted", "steady"])
            #expect(figures.work.map(\.failures) == [2, 2, 0])
            #expect(figures.work.allSatisfy { $0.longest ?? .zero > .zero })
            #expect(figures.samples == 4)
        }
    }

    @Test func aFailingCollectorIsLoggedOnceAndStopsNoOther() async throws {
        let script = directory.file("script")
        let now = SettableClock(1000)
        let (scheduler, writer) = try scheduler(
            [Scripted.self, Steady.self],
            Machine(proc: script),
            interval: 1,
            now: now
        )
        for text in ["1", "oops", "oops", "oops", "4"] {
            try directory.write([UInt8](text.utf8), to: "script")
            now.advance()
            await scheduler.tick()
        }
        await writer.flush()
        #expect(log.lines.count == 2)
        #expect(log.lines.first?.contains("scripted") == true)
        #expect(log.lines.last?.contains("failures: 3") == true)
        let steady = RoundRobinFile(path: directory.file("db/Steady.rrd"))
        #expect(try steady.fetch(after: 1000, through: 1005).values == [7, 7, 7, 7, 7])
        // What a collector said before it failed is not believed, and the gap is unknown.
        let half = try RoundRobinFile(path: directory.file("db/Half.rrd")).fetch(after: 1000, through: 1005).values
        #expect(half.map { $0.isNaN ? 0 : $0 } == [1, 0, 0, 0, 1])
    }

    @Test func aTickIsOnTheGridAndTakenOnce() async throws {
        let now = SettableClock(1000)
        let seen = Mutex<[String]>([])
        let (scheduler, writer) = try scheduler(
            [Steady.self],
            Machine(),
            interval: 10,
            now: now,
            onSample: { reading, time in seen.withLock { $0.append("\(reading.metric.name) \(time)") } }
        )
        for seconds in [1009, 1011, 1015, 1047, 1049, 1050] {
            now.set(seconds)
            await scheduler.tick()
        }
        await writer.flush()
        #expect(seen.withLock(\.self) == ["Steady 1010", "Steady 1040", "Steady 1050"])
        #expect(await scheduler.stored == 3)
    }

    @Test func aClockSetBackIsLoggedOnceAndSamplingGoesOn() async throws {
        let now = SettableClock(10_000)
        let (scheduler, writer) = try scheduler(
            [Steady.self],
            Machine(),
            interval: 1,
            now: now
        )
        for seconds in [10_001, 10_002, 6_402, 6_403, 6_404, 10_002, 10_003] {
            now.set(seconds)
            await scheduler.tick()
        }
        await writer.flush()
        #expect(log.lines.count == 2)
        #expect(log.lines.first?.contains("the clock was set back") == true)
        let file = RoundRobinFile(path: directory.file("db/Steady.rrd"))
        #expect(try file.fetch(after: 10_000, through: 10_003).values == [7, 7, 7])
    }

    /// Each collector at its own interval, its files with that step; what belongs to one slot is one tick.
    @Test func collectorsHaveIntervalsAndSelectionsOfTheirOwn() async throws {
        let now = SettableClock(1000)
        try directory.write([UInt8]("5".utf8), to: "script")
        let prefix = try Prefix(making: directory.file("db"))
        let writer = try await HistoryWriter.recovered(prefix, sync: .off, log.logger)
        let store = MetricStore(
            prefix: prefix,
            journal: try Journal(path: prefix.file(Journal.fileName), sync: .off),
            writer: writer,
            settings: MetricStore.Settings(interval: 10, heartbeat: 600, flush: 1_000)
        )
        var fast = CollectorSettings(Steady.self)
        fast.interval = 1
        var chosen = CollectorSettings(Scripted.self)
        chosen.selection = MetricSelection(exclude: [try MetricPattern("Ha*")])
        let seen = Mutex<[String]>([])
        let scheduler = Scheduler(
            collectors: [fast, chosen],
            machine: Machine(proc: directory.file("script")),
            store: store,
            logger: log.logger,
            now: { now.value },
            uptime: { now.uptime },
            onSample: { reading, time in seen.withLock { $0.append("\(reading.metric.name) \(time)") } }
        )
        await scheduler.prepare()
        for _ in 0..<20 {
            now.advance()
            await scheduler.tick()
        }
        await writer.flush()
        let steady = (1001...1020).map { "Steady \($0)" }
        #expect(Set(seen.withLock(\.self)) == Set(steady + ["Whole 1010", "Whole 1020"]))
        let whole = RoundRobinFile(path: directory.file("db/Whole.rrd"))
        #expect(try whole.header().step == 10)
        #expect(try whole.fetch(after: 1000, through: 1020).values == [5, 5])
        let file = RoundRobinFile(path: directory.file("db/Steady.rrd"))
        #expect(try file.header().step == 1)
        #expect(try file.fetch(after: 1000, through: 1020).values == [Double](repeating: 7, count: 20))
        #expect(log.lines.isEmpty)
    }
}
