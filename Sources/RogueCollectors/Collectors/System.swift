package import Rogue

/// What the machine as a whole is and does: time up, files, entropy, logins, temperatures, NFS.
package struct System: Collector {
    package static let name = "system"
    private static let upTime = Metric.gauge("system.uptime", "Time since the machine started.", unit: "s")
    private static let boot = Metric.gauge("system.boot_time", "When it started: seconds since 1970.", unit: "s")
    private static let cores = Metric.gauge("system.cores", "Processors that are online.")
    private static let diskCount = Metric.gauge("disk.count", "Whole physical disks.")
    private static let files = Metric.gauge("system.file_handles", "Files that are open, in all processes.")
    private static let filesMax = Metric.gauge("system.file_handles_max", "Files that may be open.")
    private static let entropy = Metric.gauge("system.entropy", "Entropy that can be had.", unit: "bits")
    private static let users = Metric.gauge("system.users", "Logins that there are now.")

    private let uptime: ProcFile
    private let stat: OptionalFile
    private let processors: OnlineProcessors
    private var disks: PhysicalDisks
    private let fileHandles: OptionalFile
    private let entropy: OptionalFile
    private let sessions: Sessions
    private var sensors: Sensors
    private var mounts: NFSMounts
    private let now: () -> Double

    /// Opens the sources.
    package init(_ machine: Machine) throws {
        try self.init(machine, now: MonotonicClock.seconds)
    }

    /// The same with another clock: monotonic seconds.
    init(_ machine: Machine, now: @escaping () -> Double) throws {
        uptime = try ProcFile(machine.proc + "/uptime")
        stat = OptionalFile(machine.proc + "/stat")
        processors = OnlineProcessors(sys: machine.sys)
        disks = PhysicalDisks(machine)
        fileHandles = OptionalFile(machine.proc + "/sys/fs/file-nr")
        entropy = OptionalFile(machine.proc + "/sys/kernel/random/entropy_avail")
        sessions = Sessions(run: machine.run)
        sensors = Sensors(sys: machine.sys)
        mounts = NFSMounts(machine)
        self.now = now
    }

    /// Appends what the machine says of itself; what it does not say is left out.
    package mutating func collect(into readings: inout [Reading]) throws {
        let seconds = try uptime.read { text throws(ProcError) in
            guard let seconds = text.decimal() else { throw uptime.malformed("it does not begin with a number") }
            return seconds
        }
        readings.append(Reading(Self.upTime, seconds))
        func append(_ metric: Metric, _ value: Double?) {
            if let value { readings.append(Reading(metric, value)) }
        }
        append(Self.boot, (try? stat.number(after: "btime ")).map { Double($0) })
        append(Self.cores, processors.count().map { Double($0) })
        append(Self.diskCount, disks.count().map { Double($0) })
        let handles = openFiles()
        append(Self.files, handles.map { Double($0.used) })
        append(Self.filesMax, handles.map { Double($0.most) })
        append(Self.entropy, (try? entropy.number()).map { Double($0) })
        append(Self.users, sessions.count().map { Double($0) })
        sensors.read(at: now(), into: &readings)
        mounts.read(into: &readings)
    }

    /// Reads `allocated free most`, of which none is free since Linux 2.6: Documentation/admin-guide/sysctl/fs.rst.
    private func openFiles() -> (used: UInt64, most: UInt64)? {
        try? fileHandles.read { text in
            guard let allocated = text.number(), let free = text.number(), let most = text.number() else { return nil }
            return (allocated - min(allocated, free), most)
        }
    }
}
