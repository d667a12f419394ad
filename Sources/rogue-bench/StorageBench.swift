import ArgumentParser
import Glibc
import Logging
import Rogue
import RogueCommand
import RoundRobin
import Synchronization

/// What storing costs: an agent of many metrics, live; librrd alone; catching up.
struct StorageBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "storage",
        abstract: "Store the metrics of a made-up machine, and print what that took, as lines `key value`."
    )

    @Option(help: "The folder of the history.")
    var prefix: String
    @Option(help: "How many series.")
    var series = 5_000
    @Option(help: "Run an agent at one second for so long.")
    var seconds: Int?
    @Option(
        help: "Run for so long before measuring: until each file has been flushed twice, its pages come from the disk."
    )
    var warmUp = 65
    @Option(help: "Update each file at each of so many ticks, with librrd alone.")
    var direct: Int?
    @Option(help: "The policy of the files.")
    var archives = "rogue"
    @Option(help: "Journal so many ticks, and time the recovery.")
    var catchUp: Int?

    func run() async throws {
        let prefix = try Prefix(making: prefix)
        if let seconds { try await live(prefix, seconds) }
        if let direct { try updateDirectly(prefix, direct) }
        if let catchUp { try await recover(prefix, catchUp) }
    }

    private func live(_ prefix: Prefix, _ seconds: Int) async throws {
        let logger = Program.logger("rogue-bench")
        // The files are made before the measuring begins.
        try await journal(prefix, from: WallClock.now.seconds - 30, ticks: 1, flush: true)
        var storage = MetricStore.Settings(interval: 1, heartbeat: 600, flush: 30)
        storage.archives = try ArchiveRules([archives], interval: 1)
        let watch = Mutex(Watch(skipping: warmUp))
        var settings = Agent.Settings(collectors: [CollectorSettings(MadeUpCollector.self)], storage: storage)
        settings.machine = Machine(proc: "\(series)")
        settings.ticks = warmUp + seconds
        settings.onSample = { reading, slot in
            guard reading.metric.name.base == "Gauge0" else { return }
            watch.withLock { $0.tick(late: -(WallClock.now.until(slot) / .milliseconds(1))) }
        }
        let agent = try await Agent(prefix, settings, logger)
        let services = agent.services
        try await Daemon.run(services.main, services.others, onUserSignal: {}, logger)
        let rss = Usage.residentMegabytes
        let (used, lateness) = watch.withLock { (Usage.now.since($0.before), $0.lateness.sorted()) }
        await agent.flush()
        let samples = Double(series * seconds)
        print("cpu_percent", (used.cpuSeconds / Double(seconds) * 100).rounded(2))
        print("cpu_us_per_sample", (used.cpuSeconds / samples * 1e6).rounded(2))
        print("rss_mb", rss.rounded(1))
        print("bytes_per_sample", (Double(used.bytesWritten) / samples).rounded(1))
        // The nearest rank.
        print("lateness_p99_ms", (lateness.isEmpty ? 0 : lateness[(lateness.count * 99 + 99) / 100 - 1]).rounded(2))
        print("lateness_max_ms", (lateness.last ?? 0).rounded(2))
    }

    /// What is measured of the ticks after the first ones.
    private struct Watch {
        var skipping: Int
        var before = Usage.now
        /// Milliseconds from a slot until its samples were stored.
        var lateness: [Double] = []

        init(skipping: Int) {
            self.skipping = skipping
        }

        mutating func tick(late: Double) {
            skipping -= 1
            if skipping == 0 { before = Usage.now }
            if skipping < 0 { lateness.append(late) }
        }
    }

    private func updateDirectly(_ prefix: Prefix, _ ticks: Int) throws {
        let start = WallClock.now.seconds
        let files = (0..<series).map { RoundRobinFile(path: prefix.file("Direct\($0).rrd")) }
        for file in files {
            let source = DataSource(kind: .gauge, heartbeat: 600)
            let archives = try ArchivePolicy.rogue.archives(interval: 1)
            try file.create(step: 1, lastUpdate: start, source: source, archives: archives)
        }
        let before = Usage.now
        for tick in 1...ticks {
            for (index, file) in files.enumerated() { try file.update(["\(start + tick):\(Double(index) / 16)"]) }
        }
        let used = Usage.now.since(before)
        print("cpu_us_per_sample", (used.cpuSeconds / Double(ticks * series) * 1e6).rounded(2))
    }

    private func recover(_ prefix: Prefix, _ ticks: Int) async throws {
        try await journal(prefix, from: WallClock.now.seconds + 10, ticks: ticks, flush: false)
        let journal = try Journal(path: prefix.file(Journal.fileName), sync: .flush)
        let logger = Program.logger("rogue-bench")
        let writer = HistoryWriter(prefix: prefix, journal: journal, sync: .flush, logger: logger)
        let elapsed = try await ContinuousClock().measure { try await writer.recover() }
        print("samples_per_second", (Double(ticks * series) / (elapsed / .seconds(1))).rounded(0))
    }

    private func journal(_ prefix: Prefix, from start: Int, ticks: Int, flush: Bool) async throws {
        let path = prefix.file(Journal.fileName)
        let logger = Program.logger("rogue-bench")
        let writer = try await HistoryWriter.recovered(prefix, sync: .flush, logger)
        let second = try Journal(path: path, sync: .flush)
        var settings = MetricStore.Settings(interval: 1, heartbeat: 600, flush: .max)
        settings.archives = try ArchiveRules([archives], interval: 1)
        let store = MetricStore(prefix: prefix, journal: second, writer: writer, settings: settings)
        for time in start..<start + ticks {
            let readings = (0..<series).map { MadeUpMachine.reading($0, at: time) }
            _ = store.store(readings, at: Timestamp(time)) { logger.error("\($0.metric.name): \($1)") }
        }
        if flush { await writer.flush() }
    }
}

extension Double {
    /// Rounded to so many decimals.
    fileprivate func rounded(_ decimals: Int) -> Double {
        let factor = pow(10, Double(decimals))
        return (self * factor).rounded() / factor
    }
}
