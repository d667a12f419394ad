package import Rogue

/// How much of the memory is in use, that is, not available to a new program: psutil's virtual_memory().percent.
package struct RogueMemory: Collector {
    package static let name = "rogue-memory"
    package static let percent = Metric(
        MetricName("MemoryPercent"),
        .gauge,
        unit: "percent",
        in: 0...100,
        summary: "Share of memory that is not available to new programs."
    )

    private let meminfo: ProcFile

    /// Opens the source.
    package init(_ machine: Machine) throws {
        meminfo = try ProcFile(machine.proc + "/meminfo")
    }

    /// Appends the share of the memory that is in use.
    package mutating func collect(into readings: inout [Reading]) throws {
        let sizes = try meminfo.read { text throws(ProcError) in try MemorySizes(&text, of: meminfo) }
        readings.append(Reading(Self.percent, sizes.percentUsed))
    }
}
