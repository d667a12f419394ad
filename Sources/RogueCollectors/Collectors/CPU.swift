package import Rogue

/// What the processors do, and how often: /proc/stat, and the first one's clock and cache.
package struct CPU: Collector {
    package static let name = "cpu"
    package static let options = [OptionKey("per_core", .flag)]
    private static let switchesPerCore = Metric.gauge(
        "cpu.ctxt_per_sec_per_core",
        "Switches from one task to another, a processor.",
        unit: "1/s"
    )

    private let stat: ProcFile
    private let perCore: Bool
    private let now: () -> Double
    private let model: ProcessorModel
    private var total = ProcessorLine()
    private var cores = Instances<ProcessorLine>()
    private var counters = CounterRow<4>()

    /// Takes the first look, so that the first tick already has a share of each state; of all processors together.
    package init(_ machine: Machine) throws {
        try self.init(machine, perCore: false)
    }

    /// The same, and of each processor, where the key `per_core` says so.
    package init(_ machine: Machine, _ options: Options) throws {
        try self.init(machine, perCore: options.flag("per_core") ?? false)
    }

    /// The same, and of each processor, where that is asked for.
    package init(_ machine: Machine, perCore: Bool) throws {
        try self.init(machine, perCore: perCore, now: MonotonicClock.seconds)
    }

    /// The same with another clock: monotonic seconds.
    init(_ machine: Machine, perCore: Bool, now: @escaping () -> Double) throws {
        stat = try ProcFile(machine.proc + "/stat")
        model = ProcessorModel(machine)
        self.perCore = perCore
        self.now = now
        var first: [Reading] = []
        try collect(into: &first)
    }

    /// Appends shares of the time since the last look, counters, and what is true at this moment.
    package mutating func collect(into readings: inout [Reading]) throws {
        let time = now()
        try readings.appendAll { readings throws(ProcError) in
            try stat.read { text throws(ProcError) in try read(&text, at: time, into: &readings) }
        }
        model.read(into: &readings)
    }

    private mutating func read(
        _ text: inout ByteScanner,
        at time: Double,
        into readings: inout [Reading]
    ) throws(ProcError) {
        guard text.skip("cpu "), let times = CPUTimes(rest: &text) else {
            throw stat.malformed("no line \"cpu\" with at least 4 numbers at its start")
        }
        total.take(times, at: time, into: &readings)
        var counts = ProcessorCounts()
        defer { cores.keep(first: counts.cores) }
        while !text.isAtEnd {
            if text.skip("cpu") {
                try readCore(&text, line: counts.cores, at: time, into: &readings)
                counts.cores += 1
            } else {
                guard counts.take(&text) else { throw stat.malformed("a line is cut, or has no number") }
                guard text.nextLine() else { throw stat.malformed("the last line is cut") }
            }
        }
        guard counts.isWhole else { throw stat.malformed("no line \"ctxt\", or no line \"processes\"") }
        append(counts, at: time, to: &readings)
    }

    private mutating func readCore(
        _ text: inout ByteScanner,
        line: Int,
        at time: Double,
        into readings: inout [Reading]
    ) throws(ProcError) {
        guard let name = text.word() else { throw stat.malformed("a line \"cpu\" is cut") }
        if perCore, !cores.isKnown(name, at: line) {
            guard let name = InstanceName.text(name), cores.add(ProcessorLine(core: name), named: name, at: line) else {
                throw stat.malformed("a line \"cpu\" has no number, or another's")
            }
        }
        guard let times = CPUTimes(rest: &text) else { throw stat.malformed("a line \"cpu\" is cut") }
        if perCore { cores[line].take(times, at: time, into: &readings) }
    }

    private mutating func append(_ counts: ProcessorCounts, at time: Double, to readings: inout [Reading]) {
        if counters.take(counts.counts, at: time) { counts.appendCounters(to: &readings) }
        if let passed = counters.passed, passed.seconds > 0, counts.cores > 0 {
            let switches = Double(passed.counts[ProcessorCounts.contexts])
            readings.append(Reading(Self.switchesPerCore, switches / passed.seconds / Double(counts.cores)))
        }
        counts.appendGauges(to: &readings)
    }
}
