/// How long all processors together did what, in ticks: the line "cpu" of /proc/stat, as proc_stat(5) describes it.
struct CPUTimes {
    private enum Field: Int {
        // guest and guest_nice would follow, but user and nice hold them already.
        case user, nice, system, idle, iowait, irq, softirq, steal
    }

    /// A field that the kernel is too old for is 0.
    private var ticks = InlineArray<8, UInt64>(repeating: 0)

    /// Reads the first line "cpu" of /proc/stat, if it is whole.
    init?(_ text: inout ByteScanner) {
        while !text.skip("cpu ") {
            guard text.nextLine() else { return nil }
        }
        guard let count = text.numbers(keeping: &ticks), count > Field.idle.rawValue else { return nil }
    }

    /// The share of the time since `earlier` that was not idle, or `nil` where no time has passed.
    ///
    /// It is psutil's cpu_percent, not rounded: waiting for a disk is idle time, and a field that went back (iowait does
    /// so, says proc_stat(5)) counts as standing still.
    func percent(since earlier: CPUTimes) -> Double? {
        func passed(_ field: Field) -> Double {
            let (now, before) = (ticks[field.rawValue], earlier.ticks[field.rawValue])
            return now > before ? Double(now - before) : 0
        }
        let busy = [.user, .nice, .system, .irq, .softirq, .steal].reduce(0) { $0 + passed($1) }
        let total = busy + passed(.idle) + passed(.iowait)
        return total > 0 ? busy / total * 100 : nil
    }
}
