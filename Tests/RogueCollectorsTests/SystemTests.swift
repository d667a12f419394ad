import Foundation
import Rogue
import Testing

@testable import RogueCollectors

@Suite struct SystemTests {
    private let copy: FixtureCopy

    init() throws {
        copy = try FixtureCopy("linux-6.18")
    }

    @Test(
        arguments: [
            ("0\n", 1), ("0-127\n", 128), ("0-1,3\n", 3), ("0,2,4-7\n", 6), ("0-8191\n", 8_192), ("", nil),
            ("x\n", nil),
            ("3-1\n", nil), ("0-\n", nil), ("0-1", nil), ("0-18446744073709551615\n", nil), ("0,\n", nil),
        ] as [(String, Double?)]
    )
    func processors(text: String, count: Double?) throws {
        try copy.put(text, at: "sys/devices/system/cpu/online")
        #expect(try System.readings(of: copy).gauge("system.cores") == count)
        try copy.put("2.00 1.00 0.50 1/9 1\n", at: "proc/loadavg")
        #expect(try Load.readings(of: copy).gauge("load.one_normalized") == count.map { 2 / $0 })
    }

    @Test(
        arguments: [
            ("proc/uptime", "system.uptime"), ("proc/stat", "system.boot_time"), ("proc/partitions", "disk.count"),
            ("proc/sys/fs/file-nr", "system.file_handles"), ("proc/sys/kernel/random/entropy_avail", "system.entropy"),
            ("run/utmp", "system.users"),
            ("sys/class/hwmon/hwmon1/temp1_input", "system.temperature;chip=nvme;device=nvme0;sensor=Composite"),
            ("proc/self/mountstats", "nfs.read_bytes;mount=%2Fmnt%2Fpub"),
        ]
    )
    func eachSourceByItself(path: String, metric: String) throws {
        var collector = try System(copy.machine)
        let whole = try collector.look()
        #expect(whole.values[metric] != nil)
        let bytes = try copy.read(path)
        for text in ["", "\u{1}\u{2}\n", "-\n"] {
            try copy.put(text, at: path)
            guard metric != "system.uptime" else {
                #expect(throws: ProcError.self) { try collector.look() }
                continue
            }
            let readings = try collector.look()
            #expect(readings.values[metric] == nil && readings.gauge("system.uptime") == 643.14)
        }
        try copy.write(bytes, to: path)
        #expect(try collector.look().values[metric] == whole.values[metric])
    }

    @Test func sensorsThatComeAndGo() throws {
        var seconds = 0.0
        var collector = try System(copy.machine) { seconds }
        func temperatures() throws -> Int { try collector.look().count { $0.metric.name.base == "system.temperature" } }
        #expect(try temperatures() == 4)
        try copy.put("usb\n", at: "sys/class/hwmon/hwmon7/name")
        try copy.put("-1500\n", at: "sys/class/hwmon/hwmon7/temp3_input")
        let name = "system.temperature;chip=usb;device=hwmon7;sensor=temp3"
        seconds = 59
        #expect(try collector.look().gauge(name) == nil)
        seconds = 60
        #expect(try collector.look().gauge(name) == -1.5)
        // What is an ordinary file here is kept open; the kernel's says that its device is gone.
        try copy.remove("sys/class/hwmon/hwmon7")
        seconds = 120
        #expect(try temperatures() == 4)
        try copy.remove("sys/class")
        seconds = 180
        #expect(try temperatures() == 0)
    }

    @Test func mountsThatComeAndGo() throws {
        var collector = try System(copy.machine)
        let text = String(decoding: try copy.read("proc/self/mountstats"), as: UTF8.self)
        let other = text.replacingOccurrences(of: "/mnt/pub", with: "/mnt/other")
        func reads(_ mountstats: String) throws -> [String] {
            try copy.put(mountstats, at: "proc/self/mountstats")
            return try collector.look().filter { $0.metric.name.base == "nfs.read_bytes" }
                .compactMap { $0.metric.name.tags.first?.value }
        }
        #expect(try reads(text) == ["/mnt/pub"])
        #expect(try reads(text + other) == ["/mnt/pub", "/mnt/other"])
        #expect(try reads(other) == ["/mnt/other"])
        // One mount over another is left out.
        #expect(try reads(other + other) == ["/mnt/other"])
        #expect(try reads("device /dev/sda1 mounted on / with fstype ext4\n") == [])
    }

    @Test(
        arguments: [
            ("9/159 7\n", "procs_blocked 2\n", 148), ("9/10 7\n", "procs_blocked 2\n", nil), ("9/159 7\n", "x\n", nil),
        ] as [(String, String, Double?)]
    )
    func threads(tasks: String, stat: String, sleeping: Double?) throws {
        try copy.put("0.00 0.00 0.00 " + tasks, at: "proc/loadavg")
        try copy.put("cpu 1\n" + stat, at: "proc/stat")
        let readings = try Threads.readings(of: copy)
        #expect(readings.gauge("threads.sleeping") == sleeping && readings.gauge("threads.running") == 9)
        #expect(readings.gauge("threads.max") == 192_730 && readings.gauge("threads.pid_max") == 4_194_304)
    }

    @Test(arguments: [
        "", "1", "0.1 0.2", "0.1 0.2 0.3\n", "0.1 0.2 0.3 1-2 3\n", "-1 0.2 0.3 1/2 3\n", "0.1 0.2 nan 1/2 3\n",
        "0.1 0.2 0.3 1/",
    ])
    func badLoad(text: String) throws {
        try copy.put(text, at: "proc/loadavg")
        #expect(throws: ProcError.self) { try Load.readings(of: copy) }
        #expect(throws: ProcError.self) { try Threads.readings(of: copy) }
    }
}
