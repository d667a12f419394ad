package import Rogue

/// How many tasks run or want to, on average: /proc/loadavg, as proc_loadavg(5) describes it.
package struct Load: Collector {
    package static let name = "load"
    private static let averages: [Metric] = [
        .gauge("load.one", "Tasks that ran, wanted to, or waited for disks, on average of a minute."),
        .gauge("load.five", "Tasks that ran, wanted to, or waited for disks, on average of 5 minutes."),
        .gauge("load.fifteen", "Tasks that ran, wanted to, or waited for disks, on average of 15 minutes."),
    ]
    private static let normalized: [Metric] = [
        .gauge("load.one_normalized", "Load of a minute, a processor."),
        .gauge("load.five_normalized", "Load of 5 minutes, a processor."),
        .gauge("load.fifteen_normalized", "Load of 15 minutes, a processor."),
    ]
    private static let runnable = Metric.gauge("load.runnable_entities", "Tasks that run or want to.")
    private static let total = Metric.gauge("load.total_entities", "Tasks that there are: processes and threads.")

    private let loadavg: ProcFile
    private let processors: OnlineProcessors

    /// Opens the sources.
    package init(_ machine: Machine) throws {
        loadavg = try ProcFile(machine.proc + "/loadavg")
        processors = OnlineProcessors(sys: machine.sys)
    }

    /// Appends the averages, the same for each processor, and the tasks.
    package mutating func collect(into readings: inout [Reading]) throws {
        let load = try loadavg.read { text throws(ProcError) in try LoadAverages(&text, of: loadavg) }
        let processors = processors.count().map { Double($0) }
        for (index, metric) in Self.averages.enumerated() {
            readings.append(Reading(metric, load.averages[index]))
        }
        if let processors, processors > 0 {
            for (index, metric) in Self.normalized.enumerated() {
                readings.append(Reading(metric, load.averages[index] / processors))
            }
        }
        readings.append(Reading(Self.runnable, Double(load.runnable)))
        readings.append(Reading(Self.total, Double(load.total)))
    }
}
