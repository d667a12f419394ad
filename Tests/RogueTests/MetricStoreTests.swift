import Foundation
import Rogue
import RogueTestSupport
import RoundRobin
import Testing

@Suite struct MetricStoreTests {
    let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    let gauge = Metric(MetricName("CPUPercent"), .gauge, in: 0...100)
    let counter = Metric(MetricName("DiskReadBytes"), .counter)

    private func store(
        interval: Int = 1,
        heartbeat: Int = 600,
        reset: Timestamp? = nil,
        flush: Int = 0
    ) async throws -> TestStore {
        let settings = MetricStore.Settings(
            interval: interval,
            heartbeat: heartbeat,
            flush: flush,
            resetTime: reset
        )
        return try await TestStore(try Prefix(making: directory.path), settings)
    }

    private func file(_ name: String = "CPUPercent") -> RoundRobinFile {
        RoundRobinFile(path: directory.file(name + ".rrd"))
    }

    private func gauged(_ value: Double) -> Reading { Reading(gauge, value) }

    /// The rows of a file, `nil` for unknown.
    private func rows(_ name: String = "CPUPercent", after start: Int, through end: Int) throws -> [Double?] {
        try file(name).fetch(after: start, through: end).values.map { $0.isNaN ? nil : $0 }
    }

    @Test func aFlushBesideNewMetricsLosesNone() async throws {
        let settings = MetricStore.Settings(
            interval: 1,
            heartbeat: 600,
            flush: 3_600,
            archives: try ArchiveRules(["1s:1m"], interval: 1)
        )
        let store = try await TestStore(try Prefix(making: directory.path), settings)
        let writer = store.writer
        let flusher = Task { while !Task.isCancelled { await writer.flush() } }
        let names = (0..<1_000).map { "m\($0)" }
        for (tick, name) in names.enumerated() {
            let reading = Reading(Metric(MetricName(name), .gauge), Double(tick))
            #expect(try store.put(journalling: [reading], at: Timestamp(1_000 + tick)) == 1)
        }
        flusher.cancel()
        await flusher.value
        await writer.flush()
        for (tick, name) in names.enumerated() {
            #expect(try rows(name, after: 999 + tick, through: 1_000 + tick) == [Double(tick)])
        }
    }

    @Test func aGaugesGapIsUnknown() async throws {
        let store = try await store()
        for (time, value) in [(1000, 1.0), (1001, 2), (1020, 9), (1021, 10)] {
            #expect(try await store.put(gauged(value), at: Timestamp(time)))
        }
        let gap = [Double?](repeating: nil, count: 18)
        #expect(try rows(after: 999, through: 1021) == [1, 2] + gap + [9, 10])
    }

    @Test func aCountersGapCarriesItsMeanRate() async throws {
        let store = try await store()
        for (time, value) in [(1000, 100), (1001, 110), (1011, 210), (1012, 230)] {
            #expect(try await store.put(Reading(counter, UInt64(value)), at: Timestamp(time)))
        }
        let gap = [Double?](repeating: 10, count: 10)
        #expect(try rows("DiskReadBytes", after: 999, through: 1012) == [nil, 10] + gap + [20])
    }

    @Test func aCountersGapBeyondTheHeartbeatIsUnknownAndItsFirstSampleIsTheNewBase() async throws {
        let store = try await store(heartbeat: 5)
        for (time, value) in [(1000, 100), (1001, 110), (1011, 210), (1012, 230)] {
            #expect(try await store.put(Reading(counter, UInt64(value)), at: Timestamp(time)))
        }
        let gap = [Double?](repeating: nil, count: 10)
        #expect(try rows("DiskReadBytes", after: 999, through: 1012) == [nil, 10] + gap + [20])
    }

    @Test func aResetCounterIsOneUnknownRow() async throws {
        let store = try await store()
        for (time, value) in [(1000, 100), (1001, 110), (1002, 5), (1003, 6)] {
            #expect(try await store.put(Reading(counter, UInt64(value)), at: Timestamp(time)))
        }
        #expect(try rows("DiskReadBytes", after: 1000, through: 1003) == [10, nil, 1])
    }

    @Test func anotherRunGoesOnWithTheFiles() async throws {
        for run in 0..<10 {
            let store = try await store()
            for time in 0..<3 {
                let slot = Timestamp(1000 + run * 5 + time)
                #expect(try await store.put(gauged(Double(run * 3 + time)), at: slot))
            }
        }
        var expected: [Double?] = []
        for run in 0..<10 {
            if run > 0 { expected += [nil, nil] }
            expected += (0..<3).map { Double(run * 3 + $0) }
        }
        #expect(try rows(after: 999, through: 1047) == expected)
    }

    @Test func whatIsInTheFileAlreadyIsNotStoredAgain() async throws {
        #expect(try await store().put(gauged(1), at: Timestamp(1000)))
        let next = try await store()
        #expect(try await !next.put(gauged(2), at: Timestamp(1000)))
        #expect(try await next.put(gauged(4), at: Timestamp(1001)))
        let late = try await store()
        let error = await #expect(throws: StorageError.self) { try await late.put(gauged(3), at: Timestamp(900)) }
        #expect(error?.reason == "its latest row, 1001, is in the future")
        #expect(try rows(after: 999, through: 1001) == [1, 4])
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func whatIsNotFiniteNeverReachesLibrrd(value: Double) async throws {
        #expect(try await !store().put(gauged(value), at: Timestamp(1000)))
        #expect(try !directory.names().contains { $0.hasSuffix(".rrd") })
    }

    @Test func aFileOfTheOriginalIsContinued() async throws {
        let source = DataSource(name: "DiskReadBytes", kind: .derive, heartbeat: 600, minimum: 0, maximum: 1_000_000)
        let archives = [RoundRobinArchive(stepsPerRow: 1, rows: 4032)]
        let file = file("DiskReadBytes")
        try file.create(step: 300, lastUpdate: 300_000, source: source, archives: archives)
        try file.update(["300300:0", "300600:300000"])
        let store = try await store(interval: 300, heartbeat: 900)
        #expect(try await store.put(Reading(counter, UInt64(3_000_300_000)), at: Timestamp(300_900)))
        #expect(try rows("DiskReadBytes", after: 300_300, through: 300_900) == [1000, 10_000_000])
        let header = try file.header()
        #expect(header.source.maximum == nil)
        #expect(header.source.heartbeat == 900)
        #expect(header.archives == archives)
    }

    @Test func aLowerHeartbeatDoesNotLowerTheFiles() async throws {
        try #require(await store(heartbeat: 900).put(gauged(1), at: Timestamp(1000)))
        try #require(await store(heartbeat: 60).put(gauged(1), at: Timestamp(1001)))
        #expect(try file().header().source.heartbeat == 900)
    }

    @Test func anotherStepIsAnErrorThatNamesBoth() async throws {
        try #require(await store(interval: 60).put(gauged(1), at: Timestamp(6000)))
        let error = await #expect(throws: StorageError.self) {
            try await store(interval: 300).put(gauged(1), at: Timestamp(6300))
        }
        let path = directory.file("CPUPercent.rrd")
        #expect(error?.description == "cannot continue \(path): its step is 60 s, the interval is 300 s")
    }

    @Test func anotherKindIsAnErrorThatNamesBoth() async throws {
        try #require(await store().put(gauged(1), at: Timestamp(1000)))
        let error = await #expect(throws: StorageError.self) {
            try await store().put(Reading(Metric(gauge.name, .counter), UInt64(1)), at: Timestamp(1001))
        }
        #expect(error?.reason == "it holds a GAUGE, CPUPercent is a DERIVE")
    }

    @Test func resetMovesFilesAsideAndDeletesNone() async throws {
        try #require(await store().put(gauged(1), at: Timestamp(1000)))
        for reset in [1005, 1005] {
            let store = try await store(reset: Timestamp(reset))
            #expect(try await store.put(gauged(2), at: Timestamp(1010)))
            #expect(try await store.put(gauged(3), at: Timestamp(1011)))
        }
        #expect(
            try directory.names().filter { $0.hasPrefix("CPU") } == [
                "CPUPercent.rrd", "CPUPercent.rrd.bak-1005", "CPUPercent.rrd.bak-1005+",
            ]
        )
        let backup = RoundRobinFile(path: directory.file("CPUPercent.rrd.bak-1005"))
        #expect(try backup.fetch(after: 999, through: 1000).values == [1])
        #expect(try rows(after: 1009, through: 1011) == [2, 3])
    }

    @Test func aFileThatWasRemovedIsMadeAnew() async throws {
        let store = try await store()
        #expect(try await store.put(gauged(1), at: Timestamp(1000)))
        try FileManager.default.removeItem(atPath: directory.file("CPUPercent.rrd"))
        #expect(try await store.put(gauged(2), at: Timestamp(1001)))
        #expect(try rows(after: 999, through: 1001) == [nil, 2])
    }

    @Test(arguments: [
        MetricName("a/b.c"), MetricName("..hidden"), MetricName("größe.日本.🐝"), MetricName("a=b;c%d"),
        MetricName("fs.used", tags: ["mount": "/srv/data; rm -rf", "fs type": "ext4=x"]),
        MetricName("line\nbreak\u{0}nul"),
        MetricName((0..<35).map { "\($0)" + String(repeating: "x", count: 98) }.joined(separator: ".")),
        MetricName(String(repeating: "ä", count: 2_048)),
        MetricName((0..<41).map { "\($0)" + String(repeating: "x", count: 98) }.joined(separator: ".")),
    ])
    func aNameIsStoredAsItIsOrRefusedInOneLine(name: MetricName) async throws {
        let store = try await store()
        let reading = Reading(Metric(name, .gauge), 7.5)
        // 4 KiB in one component, or in a path, is more than a file system takes.
        let isTooLong = name.description.utf8.count > 4_000 || name.base.hasPrefix("..")
        do {
            #expect(try await store.put(reading, at: Timestamp(1000)))
            #expect(try await store.put(gauged(1), at: Timestamp(1000)))
            let history = History(try Prefix(existing: directory.path), store.log.logger)
            #expect(Set(try await history.metrics([])) == [name, gauge.name])
            #expect(try await history.rows(of: name, after: Timestamp(999), limit: 10).values == [7.5])
            #expect(!isTooLong)
        } catch let error where isTooLong {
            #expect(!"\(error)".contains("\n"))
        }
        #expect(store.log.lines == [])
    }

    @Test func twentyThousandMetricsOfASmallPolicy() async throws {
        var settings = MetricStore.Settings(interval: 1, heartbeat: 600, flush: 1_000)
        settings.archives = try ArchiveRules(["1s:10s"], interval: 1)
        let prefix = try Prefix(making: directory.path)
        let store = try await TestStore(prefix, settings)
        let metrics = (0..<20_000).map { Metric(MetricName("m\($0 % 100)", tags: ["n": "\($0)"]), .gauge) }
        for time in 1000..<1003 {
            let readings = metrics.enumerated().map { Reading($1, Double($0 * 10 + time)) }
            #expect(try store.put(journalling: readings, at: Timestamp(time)) == 20_000)
        }
        let history = History(prefix, store.log.logger)
        await store.writer.flush()
        #expect(try await history.metrics([]).count == 20_000)
        for (index, metric) in metrics.enumerated() {
            let rows = try await history.rows(of: metric.name, after: Timestamp(999), limit: 10)
            #expect(rows.values == (1000..<1003).map { Double(index * 10 + $0) })
        }
        #expect(store.log.lines == [])
    }

    private func archives(_ name: String) throws -> [RoundRobinArchive] { try file(name).header().archives }

    @Test func filesAreMadeByTheirPolicyAndKeepTheirArchives() async throws {
        var settings = MetricStore.Settings(interval: 10, heartbeat: 600, flush: 1000)
        settings.archives = try ArchiveRules(["CPU*=10s:2d,1m:14d:average+min+max,10m:1y", "high"], interval: 10)
        let prefix = try Prefix(making: directory.path)
        let store = try await TestStore(prefix, settings)
        let readings = [gauged(1), Reading(counter, UInt64(7))]
        #expect(try store.put(journalling: readings, at: Timestamp(1000)) == 2)
        // Not the agent but a reader makes the files here, from the catalogue.
        _ = try await History(prefix, store.log.logger).metrics([])
        let made = [RoundRobinArchive(stepsPerRow: 1, rows: 17_280), .init(stepsPerRow: 6, rows: 20_160)]
        let extremes: [RoundRobinArchive] = [
            .init(function: .minimum, stepsPerRow: 6, rows: 20_160),
            .init(function: .maximum, stepsPerRow: 6, rows: 20_160),
        ]
        #expect(try archives("CPUPercent") == made + extremes + [.init(stepsPerRow: 60, rows: 52_560)])
        #expect(try archives("DiskReadBytes").map(\.rows) == [360, 10_080, 8_760])

        let other = try await TestStore(prefix, MetricStore.Settings(interval: 10, heartbeat: 600))
        #expect(try await other.put(gauged(2), at: Timestamp(1010)))
        #expect(try archives("CPUPercent").count == 5)
    }
}
