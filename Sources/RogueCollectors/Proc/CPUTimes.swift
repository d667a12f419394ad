/// How long a processor, or all together, did what, in ticks: a line "cpu" of /proc/stat, as proc_stat(5) describes it.
struct CPUTimes {
    private enum Field: Int {
        case user, nice, system, idle, iowait, irq, softirq, steal, guest, guestNice
    }

    /// In the order of the file; a field that the kernel is too old for is 0.
    private(set) var ticks = InlineArray<10, UInt64>(repeating: 0)
    /// How many of them the kernel has.
    private(set) var count = 0

    /// Reads the first line "cpu" of /proc/stat, if it is whole.
    init?(_ text: inout ByteScanner) {
        while !text.skip("cpu ") {
            guard text.nextLine() else { return nil }
        }
        self.init(rest: &text)
    }

    /// Reads what follows a processor's name, if it is whole.
    init?(rest text: inout ByteScanner) {
        guard let count = text.numbers(keeping: &ticks), count > Field.idle.rawValue else { return nil }
        self.count = min(count, ticks.count)
    }

    /// The share of the time since `earlier` that was not idle, or `nil` where no time has passed.
    ///
    /// It is psutil's cpu_percent, not rounded: waiting for a disk is idle time, and a field that went back (iowait does
    /// so, says proc_stat(5)) counts as standing still. What guests took is in user and nice already.
    func percent(since earlier: CPUTimes) -> Double? {
        func passed(_ field: Field) -> Double {
            let (now, before) = (ticks[field.rawValue], earlier.ticks[field.rawValue])
            return now > before ? Double(now - before) : 0
        }
        let busy = [.user, .nice, .system, .irq, .softirq, .steal].reduce(0) { $0 + passed($1) }
        let total = busy + passed(.idle) + passed(.iowait)
        return total > 0 ? busy / total * 100 : nil
    }

    /// The shares of a time in which so many ticks have passed, or `nil` where none has; they add up to 100.
    ///
    /// The kernel counts a guest's time as user time too (or nice): here it is the guest's alone.
    static func percents(of passed: InlineArray<10, UInt64>) -> InlineArray<10, Double>? {
        var shares = InlineArray<10, Double> { Double(passed[$0]) }
        for (whole, part) in [(Field.user, Field.guest), (.nice, .guestNice)] {
            shares[whole.rawValue] = max(0, shares[whole.rawValue] - shares[part.rawValue])
        }
        var total = 0.0
        for index in shares.indices { total += shares[index] }
        guard total > 0 else { return nil }
        for index in shares.indices { shares[index] = shares[index] / total * 100 }
        return shares
    }
}
