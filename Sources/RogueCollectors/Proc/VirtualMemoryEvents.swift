import Rogue

/// What the kernel did about memory: lines of /proc/vmstat.
struct VirtualMemoryEvents {
    private static let metrics: [Metric] = [
        .counter("vm.pgfault", "Page faults, of both kinds."),
        .counter("vm.pgmajfault", "Page faults that waited for a disk."),
        .counter("vm.pgpgin", "Read from block devices.", unit: "KiB/s"),
        .counter("vm.pgpgout", "Written to block devices.", unit: "KiB/s"),
        .counter("vm.pswpin", "Read from swap space.", unit: "pages/s"),
        .counter("vm.pswpout", "Written to swap space.", unit: "pages/s"),
        .counter("vm.oom_kill", "Processes that were killed because memory was short."),
    ]

    private let vmstat: OptionalFile
    private var row = CounterRow<7>()

    init(_ machine: Machine) {
        vmstat = OptionalFile(machine.proc + "/vmstat")
    }

    /// Appends the counters that the kernel has; before 4.13 that is all but the last.
    mutating func read(into readings: inout [Reading]) {
        var counts = InlineArray<7, UInt64>(repeating: 0)
        var found = InlineArray<7, Bool>(repeating: false)
        let isWhole = try? vmstat.read { text in
            while !text.isAtEnd {
                if let index = Self.index(&text) {
                    guard let count = text.number() else { return false }
                    (counts[index], found[index]) = (count, true)
                }
                guard text.nextLine() else { return false }
            }
            return true
        }
        guard isWhole == true, row.take(counts, at: 0) else { return }
        for (index, metric) in Self.metrics.enumerated() where found[index] {
            readings.append(Reading(metric, counts[index]))
        }
    }

    /// Goes past a line's key, if it is one of those above.
    private static func index(_ text: inout ByteScanner) -> Int? {
        if text.skip("pgfault ") { return 0 }
        if text.skip("pgmajfault ") { return 1 }
        if text.skip("pgpgin ") { return 2 }
        if text.skip("pgpgout ") { return 3 }
        if text.skip("pswpin ") { return 4 }
        if text.skip("pswpout ") { return 5 }
        if text.skip("oom_kill ") { return 6 }
        return nil
    }
}
