import Dispatch
import Rogue

@testable import RogueCollectors

extension Subject {
    private static let machines = [
        "linux-2.6", "linux-3.10", "linux-5.10-arm64", "linux-6.18", "old-kernel", "many-interfaces", "empty", "binary",
        "cut",
    ]
    private static let servers = ["server", "centos7", "container"]

    /// Those that tell of processors, devices and the machine as a whole.
    static let ofDevices = [
        Subject("cpu", on: machines, ["proc/stat", "proc/cpuinfo", "sys/devices/system/cpu/cpu0"]) {
            try CPU($0, perCore: false, now: $1)
        },
        Subject("cpu-per-core", on: machines, ["proc/stat"]) { try CPU($0, perCore: true, now: $1) },
        Subject("load", on: machines, ["proc/loadavg", "sys/devices/system/cpu/online"]) { machine, _ in
            try Load(machine)
        },
        Subject("memory", on: machines, ["proc/meminfo", "proc/vmstat"]) { machine, _ in try Memory(machine) },
        Subject("disk", on: machines, ["proc/diskstats", "sys/block"]) { try Disk($0, now: $1) },
        Subject("network", on: machines, ["proc/net/dev", "sys/class/net"]) { try Network($0, now: $1) },
        Subject("pressure", on: machines, ["proc/pressure"]) { machine, _ in try Pressure(machine) },
        Subject("threads", on: machines, ["proc/loadavg", "proc/stat", "proc/sys/kernel"]) { machine, _ in
            try Threads(machine)
        },
        Subject(
            "system",
            on: machines,
            [
                "proc/uptime", "proc/stat", "proc/partitions", "proc/sys", "proc/self", "run",
                "sys/devices/system/cpu/online", "sys/class/hwmon", "sys/class/thermal",
            ]
        ) { try System($0, now: $1) },
    ]

    /// Those that tell of what runs on a machine; what is no file is stood in for.
    static let ofServices = [
        Subject("filesystem", on: servers, ["proc/self/mountinfo"]) { machine, _ in
            // The patience is endless for all that a test can tell: nothing here hangs.
            try Filesystems(machine, patience: .seconds(600), ask: StandIn.space)
        },
        Subject("netstat", on: servers, ["proc/net/snmp", "proc/net", "proc/sys/net"]) { machine, _ in
            try Netstat(machine)
        },
        Subject("sockets", on: servers, ["proc/net/sockstat", "proc/net/sockstat6", "netlink"]) { machine, _ in
            try Sockets(machine, source: StandIn.sockets(of: machine))
        },
        Subject("process", on: servers, ["proc", "netlink"]) { machine, _ in
            try Processes(
                machine,
                groups: [
                    ProcessGroup(name: "web", pattern: RegularExpression("^nginx")),
                    ProcessGroup(name: "work", pattern: RegularExpression("worker[.]py")),
                    ProcessGroup(name: "odd", pattern: RegularExpression("[)] [(]b")),
                    ProcessGroup(name: "none", pattern: RegularExpression("^there is no such$")),
                ],
                top: 2,
                source: StandIn.sockets(of: machine)
            )
        },
        Subject("container", on: servers, ["sys/fs/cgroup", "sys/dev/block", "proc", "lib", "run"]) { machine, now in
            // Its golden files are of looks two seconds apart, where the clock says ten.
            try Containers(machine, services: true) { now() / 5 }
        },
    ]
}
