import Glibc
package import Rogue

/// What the agent itself does, how well it keeps time, and what it costs.
///
/// Lateness and durations are the longest since the last sample of this collector, whatever its interval.
package struct AgentItself: Collector {
    package static let name = "agent"
    private static let samples = Metric.counter("agent.samples", "Samples that were stored.")
    private static let lateness = Metric.gauge(
        "agent.tick_lateness",
        "How late after its time a tick began.",
        unit: "ms"
    )
    private static let journalSize = Metric.gauge(
        "agent.journal_size",
        "Size of the journal and its log.",
        unit: "bytes"
    )
    private static let pending = Metric.gauge("agent.pending_samples", "Samples that wait for their files.")
    private static let flushTime = Metric.gauge("agent.flush_duration", "How long a flush took.", unit: "ms")
    private static let flushedFiles = Metric.counter("agent.flushed_files", "Files that took samples in flushes.")
    private static let processorTime = Metric.counter("agent.cpu_time", "Processor time that it took.", unit: "us/s")
    private static let processorShare = Metric.gauge(
        "agent.cpu_percent",
        "Processor time that it took, as a share of one processor's.",
        unit: "percent"
    )
    private static let resident = Metric.gauge("agent.mem_resident", "Memory that it has in use.", unit: "bytes")

    /// What is said of each collector.
    private struct OfCollector {
        let duration: Metric
        let failures: Metric

        init(_ collector: String) {
            let tags = ["collector": collector]
            duration = .gauge("agent.collector_duration", "How long a look of it took.", unit: "ms", tags: tags)
            failures = .counter("agent.collector_failures", "Looks of it that failed, wholly or in part.", tags: tags)
        }
    }

    private let figures: AgentFigures
    /// The files that make the journal.
    private let journal: [String]
    private let statm: OptionalFile
    private let clock: () -> (seconds: Double, used: UInt64)
    private var earlier: (seconds: Double, used: UInt64)
    private var collectors: [OfCollector] = []

    /// Takes the first look at its own processor time; /proc/self is its own wherever the machine's /proc is.
    package init(_ machine: Machine) throws {
        self.init(machine, statm: "/proc/self/statm") {
            (MonotonicClock.seconds(), MonotonicClock.processorMicroseconds())
        }
    }

    /// The same with another statm, and clocks: monotonic seconds, and microseconds of processor time.
    init(_ machine: Machine, statm: String, clock: @escaping () -> (seconds: Double, used: UInt64)) {
        figures = machine.figures
        journal = machine.state.map { state in ["", "-wal"].map { "\(state)/\(Journal.fileName)\($0)" } } ?? []
        self.statm = OptionalFile(statm)
        self.clock = clock
        earlier = clock()
    }

    /// Appends what was done and used since the last look.
    package mutating func collect(into readings: inout [Reading]) throws {
        figures.take { append($0, to: &readings) }
        if let size = journalSize { readings.append(Reading(Self.journalSize, size)) }
        appendProcessorTime(to: &readings)
        let pages = try statm.read { text in text.number() == nil ? nil : text.number() }
        if let pages { readings.append(Reading(Self.resident, Double(pages) * PageSize.bytes)) }
    }

    private mutating func append(_ figures: AgentFigures.Figures, to readings: inout [Reading]) {
        readings.append(Reading(Self.samples, figures.samples))
        if let lateness = figures.lateness { readings.append(Reading(Self.lateness, lateness.milliseconds)) }
        readings.append(Reading(Self.pending, Double(figures.pending)))
        if let flush = figures.flush { readings.append(Reading(Self.flushTime, flush.milliseconds)) }
        readings.append(Reading(Self.flushedFiles, figures.files))
        while collectors.count < figures.work.count {
            collectors.append(OfCollector(figures.work[collectors.count].collector))
        }
        for (metrics, work) in zip(collectors, figures.work) {
            if let longest = work.longest { readings.append(Reading(metrics.duration, longest.milliseconds)) }
            readings.append(Reading(metrics.failures, work.failures))
        }
    }

    /// In bytes; `nil` where there is no journal.
    private var journalSize: Double? {
        var size: Double?
        for path in journal {
            var status = stat()
            // Where a String is handed to C as it is, a copy of it is made on the heap.
            if path.withCString({ stat($0, &status) }) == 0 { size = (size ?? 0) + Double(status.st_size) }
        }
        return size
    }

    private mutating func appendProcessorTime(to readings: inout [Reading]) {
        let now = clock()
        readings.append(Reading(Self.processorTime, now.used))
        if now.seconds > earlier.seconds, now.used >= earlier.used {
            let share = Double(now.used - earlier.used) / 1e6 / (now.seconds - earlier.seconds) * 100
            readings.append(Reading(Self.processorShare, share))
        }
        earlier = now
    }
}

extension Duration {
    fileprivate var milliseconds: Double { self / .milliseconds(1) }
}
