import Rogue

/// What /proc/stat says besides times: proc_stat(5).
struct ProcessorCounts {
    private enum Line: Int, CaseIterable {
        case contexts, forked, interrupts, softInterrupts
    }

    /// In the order of ``Line``; what an old kernel does not say is 0.
    private(set) var counts = InlineArray<4, UInt64>(repeating: 0)
    private var found = InlineArray<4, Bool>(repeating: false)
    private(set) var running: UInt64?
    private(set) var blocked: UInt64?
    /// How many lines "cpuN" there were.
    var cores = 0

    /// How many times the processors went from one task to another.
    static let contexts = Line.contexts.rawValue

    private static let metrics: [Metric] = [
        .counter("cpu.ctxt_per_sec", "Switches from one task to another."),
        .counter("cpu.procs_forked_per_sec", "Processes and threads that were made."),
        .counter("cpu.intr_per_sec", "Interrupts."),
        .counter("cpu.softirqs_per_sec", "Soft interrupts."),
    ]
    private static let running = Metric.gauge("cpu.procs_running", "Tasks that run or want to.")
    private static let blocked = Metric.gauge("cpu.procs_blocked", "Tasks that wait for disks.")
    private static let cores = Metric.gauge("cpu.cores", "Processors that are online.")

    /// Whether it is whole: these two lines every kernel has, and they follow those of the processors.
    var isWhole: Bool { found[Line.contexts.rawValue] && found[Line.forked.rawValue] }

    /// Takes a line that is not a processor's; `false` where it has to have a number and has none.
    mutating func take(_ text: inout ByteScanner) -> Bool {
        if text.skip("intr ") { return set(.interrupts, text.number()) }
        if text.skip("ctxt ") { return set(.contexts, text.number()) }
        if text.skip("processes ") { return set(.forked, text.number()) }
        if text.skip("softirq ") { return set(.softInterrupts, text.number()) }
        if text.skip("procs_running ") { return set(&running, text.number()) }
        if text.skip("procs_blocked ") { return set(&blocked, text.number()) }
        return true
    }

    private mutating func set(_ line: Line, _ number: UInt64?) -> Bool {
        guard let number else { return false }
        (counts[line.rawValue], found[line.rawValue]) = (number, true)
        return true
    }

    private func set(_ field: inout UInt64?, _ number: UInt64?) -> Bool {
        field = number
        return number != nil
    }

    /// Appends the counters.
    func appendCounters(to readings: inout [Reading]) {
        for (index, metric) in Self.metrics.enumerated() where found[index] {
            readings.append(Reading(metric, counts[index]))
        }
    }

    /// Appends what is true at this moment.
    func appendGauges(to readings: inout [Reading]) {
        if let running { readings.append(Reading(Self.running, Double(running))) }
        if let blocked { readings.append(Reading(Self.blocked, Double(blocked))) }
        if cores > 0 { readings.append(Reading(Self.cores, Double(cores))) }
    }
}
