import Rogue
import RogueTestSupport
import Testing

@testable import RogueCollectors

/// A collector of the ones that tell of each device, and the files that it reads.
struct Subject: Sendable, CustomTestStringConvertible {
    let name: String
    let paths: [String]
    let make: @Sendable (Machine, @escaping () -> Double) throws -> any Collector

    init(
        _ name: String,
        _ paths: [String],
        _ make: @escaping @Sendable (Machine, @escaping () -> Double) throws -> any Collector
    ) {
        self.name = name
        self.paths = paths
        self.make = make
    }

    var testDescription: String { name }

    static let all = [
        Subject("cpu", ["proc/stat", "proc/cpuinfo", "sys/devices/system/cpu/cpu0"]) {
            try CPU($0, perCore: false, now: $1)
        },
        Subject("cpu-per-core", ["proc/stat"]) { try CPU($0, perCore: true, now: $1) },
        Subject("load", ["proc/loadavg", "sys/devices/system/cpu/online"]) { machine, _ in try Load(machine) },
        Subject("memory", ["proc/meminfo", "proc/vmstat"]) { machine, _ in try Memory(machine) },
        Subject("disk", ["proc/diskstats", "sys/block"]) { try Disk($0, now: $1) },
        Subject("network", ["proc/net/dev", "sys/class/net"]) { try Network($0, now: $1) },
        Subject("pressure", ["proc/pressure"]) { machine, _ in try Pressure(machine) },
        Subject("threads", ["proc/loadavg", "proc/stat", "proc/sys/kernel"]) { machine, _ in try Threads(machine) },
        Subject(
            "system",
            [
                "proc/uptime", "proc/stat", "proc/partitions", "proc/sys", "proc/self", "run",
                "sys/devices/system/cpu/online", "sys/class/hwmon", "sys/class/thermal",
            ]
        ) { machine, _ in try System(machine) },
    ]

    static func named(_ name: String) throws -> Subject {
        try #require(all.first { $0.name == name })
    }

    /// The collector on a copy, by a clock that the test sets.
    func collector(_ copy: FixtureCopy, _ clock: SettableClock) throws -> any Collector {
        try make(copy.machine) { Double(clock.value.seconds) }
    }
}

extension Collector {
    /// What it reads now.
    mutating func look() throws -> [Reading] {
        var readings: [Reading] = []
        try collect(into: &readings)
        return readings
    }
}

extension [Reading] {
    /// The values by the metrics' text forms.
    var values: [String: Reading.Value] {
        Dictionary(map { ("\($0.metric.name)", $0.value) }) { first, _ in
            Issue.record("a metric is there twice")
            return first
        }
    }

    /// What a gauge says.
    func gauge(_ name: String) -> Double? {
        guard case .gauge(let value) = values[name] else { return nil }
        return value
    }

    /// What a counter says.
    func counter(_ name: String) -> UInt64? {
        guard case .counter(let value) = values[name] else { return nil }
        return value
    }
}
