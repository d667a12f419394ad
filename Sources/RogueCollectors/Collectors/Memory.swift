package import Rogue

/// What the memory is used for, and what the kernel did to find some: /proc/meminfo and /proc/vmstat.
package struct Memory: Collector {
    package static let name = "memory"
    private static let usedPercent = Metric.percent(
        "mem.used_percent",
        "Share of memory that is not available to new programs."
    )
    private static let swapUsed = Metric.gauge("swap.used", "Swap space that is in use.", unit: "bytes")
    private static let swapUsedPercent = Metric.percent("swap.used_percent", "Share of swap space that is in use.")

    private let meminfo: ProcFile
    private var lines = MemoryLines()
    private var events: VirtualMemoryEvents

    /// Opens the sources.
    package init(_ machine: Machine) throws {
        meminfo = try ProcFile(machine.proc + "/meminfo")
        events = VirtualMemoryEvents(machine)
    }

    /// Appends every line of meminfo, the shares in use, and the counters.
    package mutating func collect(into readings: inout [Reading]) throws {
        try readings.appendAll { readings throws(ProcError) in
            try meminfo.read { text throws(ProcError) in try read(&text, into: &readings) }
        }
        events.read(into: &readings)
    }

    private mutating func read(_ text: inout ByteScanner, into readings: inout [Reading]) throws(ProcError) {
        let start = text
        let sizes = try MemorySizes(&text, of: meminfo)
        readings.append(Reading(Self.usedPercent, sizes.percentUsed))
        text = start
        let swap = SwapSizes(&text)
        if let swap {
            readings.append(Reading(Self.swapUsed, swap.used))
            if let percent = swap.percentUsed { readings.append(Reading(Self.swapUsedPercent, percent)) }
        }
        text = start
        try lines.read(&text, of: meminfo, into: &readings)
    }
}
