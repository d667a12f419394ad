import Rogue

/// A line "cpu" of /proc/stat, from look to look.
struct ProcessorLine {
    private let metrics: [Metric]
    private var row = CounterRow<10>()

    /// In the order of the file, by Stat Badger's names.
    private static let states = [
        ("user", "Time of programs, without that of guests"),
        ("nice", "Time of programs of low priority, without that of guests"),
        ("system", "Time of the kernel"),
        ("idle", "Time with nothing to do"),
        ("iowait", "Time with nothing to do but wait for disks"),
        ("irq", "Time of interrupts"),
        ("softirq", "Time of interrupts' later work"),
        ("steal", "Time that the host gave to other machines"),
        ("guest", "Time of guests"),
        ("guest_nice", "Time of guests of low priority"),
    ]

    /// The line of one processor, or of all together.
    init(core: String? = nil) {
        let tags = core.map { ["core": $0] } ?? [:]
        let whose = core == nil ? "of all processors" : "of one processor"
        metrics = Self.states.map { .percent("cpu.\($0)", "\($1), \(whose).", tags: tags) }
    }

    /// Appends the shares of the time since the last look, of as many states as the kernel has.
    ///
    /// Nothing where no time has passed, or a state's went back.
    mutating func take(_ times: CPUTimes, at time: Double, into readings: inout [Reading]) {
        guard row.take(times.ticks, at: time), let passed = row.passed?.counts,
            let percents = CPUTimes.percents(of: passed)
        else { return }
        for (index, metric) in metrics.prefix(times.count).enumerated() {
            readings.append(Reading(metric, percents[index]))
        }
    }
}
