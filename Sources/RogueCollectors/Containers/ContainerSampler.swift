import Glibc
import Rogue

/// Reads the files of one control group, of v2 or v1: Documentation/admin-guide/cgroup-v2.rst and cgroup-v1.
///
/// A controller that is off, or a kernel that is too old, has no such file, and then there is no such reading.
struct ContainerSampler {
    /// What the tag `container` says.
    let name: String
    private let group: ControlGroup
    private let files: HierarchyFiles
    private var series: ContainerSeries
    private var cpu = KeyedValues([
        "usage_usec", "user_usec", "system_usec", "nr_periods", "nr_throttled", "throttled_usec", "throttled_time",
    ])
    /// v1's times of user and system, in ticks.
    private var ticks = KeyedValues(["user", "system"])
    private var memory = KeyedValues(["inactive_file", "total_inactive_file", "total_swap"])
    private var events = KeyedValues(["oom", "oom_kill"])

    /// What v1 says where there is no limit is a little less than 2^63.
    private static let unlimited: UInt64 = 1 << 62

    private static let microsecondsPerTick = UInt64(1_000_000 / max(1, sysconf(CInt(_SC_CLK_TCK))))

    init(_ group: ControlGroup, name: String, _ files: HierarchyFiles) {
        self.group = group
        self.name = name
        self.files = files
        series = ContainerSeries(name)
    }

    /// Appends what the files say at `time`, in seconds of a clock that only goes forward.
    mutating func collect(at time: Double, into readings: inout [Reading]) {
        collectCPU(at: time, &readings)
        collectMemory(&readings)
        collectIO(&readings)
        series.gauge("pids.current", files.number("pids", group, "pids.current").map { Double($0) }, to: &readings)
        series.gauge("pids.limit", files.number("pids", group, "pids.max").map { Double($0) }, to: &readings)
        collectPressure(&readings)
        collectNetwork(&readings)
    }

    private mutating func collectCPU(at time: Double, _ readings: inout [Reading]) {
        cpu.clear()
        files.read("cpu", group, "cpu.stat") { cpu.read(&$0) }
        ticks.clear()
        files.read("cpuacct", group, "cpuacct.stat") { ticks.read(&$0) }
        // v1 counts in nanoseconds, and in ticks.
        let usage = cpu[0] ?? files.number("cpuacct", group, "cpuacct.usage").map { $0 / 1_000 }
        let (user, system) = (cpu[1] ?? microseconds(ticks[0]), cpu[2] ?? microseconds(ticks[1]))
        let passed = series.counter("cpu.usage", usage, unit: "us/s", at: time, to: &readings)
        series.counter("cpu.user", user, unit: "us/s", to: &readings)
        series.counter("cpu.system", system, unit: "us/s", to: &readings)
        series.counter("cpu.periods", cpu[3], to: &readings)
        series.counter("cpu.throttled_periods", cpu[4], to: &readings)
        series.counter("cpu.throttled_time", cpu[5] ?? cpu[6].map { $0 / 1_000 }, unit: "us/s", to: &readings)
        let limit = processorLimit
        series.gauge("cpu.limit", limit, to: &readings)
        guard let passed, passed.seconds > 0 else { return }
        let share = Double(passed.count) / 1e6 / passed.seconds * 100
        series.gauge("cpu.percent", share, unit: "percent", to: &readings)
        series.gauge("cpu.limit_percent", limit.map { share / $0 }, unit: "percent", to: &readings)
    }

    /// So many ticks, as far as that fits 64 bits.
    private func microseconds(_ ticks: UInt64?) -> UInt64? {
        guard let product = ticks?.multipliedReportingOverflow(by: Self.microsecondsPerTick) else { return nil }
        return product.overflow ? nil : product.partialValue
    }

    /// Quota through period, where there is a quota.
    private var processorLimit: Double? {
        var limit: (quota: UInt64, period: UInt64)?
        if files.hierarchy.isUnified {
            files.read("cpu", group, "cpu.max") { text in
                guard let quota = text.number(), let period = text.number() else { return }
                limit = (quota, period)
            }
        } else if let quota = files.number("cpu", group, "cpu.cfs_quota_us"),
            let period = files.number("cpu", group, "cpu.cfs_period_us")
        {
            limit = (quota, period)
        }
        guard let limit, limit.quota > 0, limit.period > 0 else { return nil }
        return Double(limit.quota) / Double(limit.period)
    }

    private mutating func collectMemory(_ readings: inout [Reading]) {
        let isUnified = files.hierarchy.isUnified
        memory.clear()
        events.clear()
        let current = files.number("memory", group, isUnified ? "memory.current" : "memory.usage_in_bytes")
        files.read("memory", group, "memory.stat") { memory.read(&$0) }
        files.read("memory", group, isUnified ? "memory.events" : "memory.oom_control") { events.read(&$0) }
        let limit = files.number("memory", group, isUnified ? "memory.max" : "memory.limit_in_bytes")
            .flatMap { $0 > 0 && $0 < Self.unlimited ? Double($0) : nil }
        series.gauge("mem.current", current.map { Double($0) }, unit: "bytes", to: &readings)
        series.gauge("mem.limit", limit, unit: "bytes", to: &readings)
        if let current, let inactive = isUnified ? memory[0] : memory[1] {
            let working = Double(current > inactive ? current - inactive : 0)
            series.gauge("mem.working_set", working, unit: "bytes", to: &readings)
            series.gauge("mem.percent", limit.map { working / $0 * 100 }, unit: "percent", to: &readings)
        }
        let swap = isUnified ? files.number("memory", group, "memory.swap.current") : memory[2]
        series.gauge("mem.swap", swap.map { Double($0) }, unit: "bytes", to: &readings)
        series.counter("mem.oom", events[0], to: &readings)
        series.counter("mem.oom_kill", events[1], to: &readings)
    }

    private mutating func collectIO(_ readings: inout [Reading]) {
        var lines: [DeviceTransfers] = []
        if files.hierarchy.isUnified {
            files.read("blkio", group, "io.stat") { lines = DeviceTransfers.unified(&$0) }
        } else {
            files.read("blkio", group, "blkio.throttle.io_service_bytes") {
                DeviceTransfers.add(&$0, \.readBytes, \.writtenBytes, to: &lines)
            }
            files.read("blkio", group, "blkio.throttle.io_serviced") {
                DeviceTransfers.add(&$0, \.reads, \.writes, to: &lines)
            }
        }
        var devices: Set<String> = []
        for line in lines {
            let device = files.deviceName(line.number)
            // Of two lines of one device the first counts: no metric is there twice.
            guard devices.insert(device).inserted else { continue }
            series.counter("io.read_bytes", line.readBytes, unit: "bytes/s", device: device, to: &readings)
            series.counter("io.write_bytes", line.writtenBytes, unit: "bytes/s", device: device, to: &readings)
            series.counter("io.reads", line.reads, device: device, to: &readings)
            series.counter("io.writes", line.writes, device: device, to: &readings)
        }
    }

    private mutating func collectPressure(_ readings: inout [Reading]) {
        for resource in ["cpu", "memory", "io"] {
            var totals: (some: UInt64?, full: UInt64?)
            files.read(Hierarchy.unified, group, resource + ".pressure") { text in
                while !text.isAtEnd {
                    let isSome = text.skip("some ")
                    guard isSome || text.skip("full ") else { return }
                    var total: UInt64?
                    while text.skip(past: UInt8(ascii: "=")) { total = text.number() ?? total }
                    guard text.nextLine() else { return }
                    if isSome { totals.some = total } else { totals.full = total }
                }
            }
            series.counter("pressure.\(resource).some", totals.some, unit: "us/s", to: &readings)
            series.counter("pressure.\(resource).full", totals.full, unit: "us/s", to: &readings)
        }
    }

    private mutating func collectNetwork(_ readings: inout [Reading]) {
        guard group.isContainer, let sums = files.network(of: group) else { return }
        let names = ["bytes", "packets", "errs", "drop"]
        for (index, name) in names.enumerated() {
            let unit = index == 0 ? "bytes/s" : "1/s"
            series.counter("net.rx_" + name, sums[index], unit: unit, to: &readings)
            series.counter("net.tx_" + name, sums[index + 4], unit: unit, to: &readings)
        }
    }
}
