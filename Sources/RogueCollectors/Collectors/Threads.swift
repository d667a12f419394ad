package import Rogue

/// How many threads there are, by what they do, and how many there may be.
package struct Threads: Collector {
    package static let name = "threads"
    private static let total = Metric.gauge("threads.total", "Threads that there are, in all processes.")
    private static let running = Metric.gauge("threads.running", "Threads that run or want to.")
    private static let blocked = Metric.gauge("threads.blocked", "Threads that wait for disks.")
    private static let sleeping = Metric.gauge(
        "threads.sleeping",
        "Threads that neither run, want to, nor wait for disks."
    )
    private static let most = Metric.gauge("threads.max", "Threads that there may be.")
    private static let mostNumbers = Metric.gauge(
        "threads.pid_max",
        "Numbers that there are for threads and processes."
    )

    private let loadavg: ProcFile
    private let stat: OptionalFile
    private let threadsMax: OptionalFile
    private let pidMax: OptionalFile

    /// Opens the sources.
    package init(_ machine: Machine) throws {
        loadavg = try ProcFile(machine.proc + "/loadavg")
        stat = OptionalFile(machine.proc + "/stat")
        threadsMax = OptionalFile(machine.proc + "/sys/kernel/threads-max")
        pidMax = OptionalFile(machine.proc + "/sys/kernel/pid_max")
    }

    /// Appends the numbers of threads, and the limits.
    package mutating func collect(into readings: inout [Reading]) throws {
        let load = try loadavg.read { text throws(ProcError) in try LoadAverages(&text, of: loadavg) }
        let blocked = try? stat.number(after: "procs_blocked ")
        readings.append(Reading(Self.total, Double(load.total)))
        readings.append(Reading(Self.running, Double(load.runnable)))
        if let blocked {
            readings.append(Reading(Self.blocked, Double(blocked)))
            // The two files are not of the same moment.
            let sleeping = Double(load.total) - Double(load.runnable) - Double(blocked)
            if sleeping >= 0 { readings.append(Reading(Self.sleeping, sleeping)) }
        }
        if let most = try? threadsMax.number() { readings.append(Reading(Self.most, Double(most))) }
        if let most = try? pidMax.number() { readings.append(Reading(Self.mostNumbers, Double(most))) }
    }
}
