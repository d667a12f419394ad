package import Rogue

/// How busy the processors were since the last tick: psutil's cpu_percent.
package struct RogueCPU: Collector {
    package static let name = "rogue-cpu"
    package static let percent = Metric(
        MetricName("CPUPercent"),
        .gauge,
        unit: "percent",
        in: 0...100,
        summary: "Busy share of all processors; waiting for I/O is not busy."
    )

    private let stat: ProcFile
    private var earlier: CPUTimes

    /// Takes the first look, so that the first tick already has a value.
    package init(_ machine: Machine) throws {
        stat = try ProcFile(machine.proc + "/stat")
        earlier = try Self.times(in: stat)
    }

    /// Appends the busy share of the time since the last look; nothing where the processors' clocks stood still.
    package mutating func collect(into readings: inout [Reading]) throws {
        let now = try Self.times(in: stat)
        defer { earlier = now }
        guard let percent = now.percent(since: earlier) else { return }
        readings.append(Reading(Self.percent, percent))
    }

    private static func times(in stat: ProcFile) throws(ProcError) -> CPUTimes {
        try stat.read { text throws(ProcError) in
            guard let times = CPUTimes(&text) else {
                throw stat.malformed("no line \"cpu\" with at least 4 numbers")
            }
            return times
        }
    }
}
