import Foundation
import Rogue
import Testing

@testable import RogueCollectors

@Suite struct MemoryTests {
    private let copy: FixtureCopy
    private static let needed = "MemTotal: 400 kB\nMemFree: 50 kB\nMemAvailable: 100 kB\n"

    init() throws {
        copy = try FixtureCopy("linux-6.18")
    }

    @Test(
        arguments: [
            ("Active(anon): 7 kB", "mem.active_anon", 7_168), ("Committed_AS: 1 kB", "mem.committed_as", 1_024),
            ("HugePages_Total: 8", "mem.hugepages_total", 8), ("Hugepagesize: 2048 kB", "mem.hugepagesize", 2_097_152),
            ("DirectMap4k:\t1 kB", "mem.directmap4k", 1_024), ("SomethingNew: 3 kB", "mem.somethingnew", 3_072),
        ] as [(String, String, Double)]
    )
    func lines(line: String, name: String, value: Double) throws {
        try copy.put(Self.needed + line + "\n", at: "proc/meminfo")
        let readings = try Memory.readings(of: copy)
        #expect(readings.gauge(name) == value)
        #expect(readings.gauge("mem.memtotal") == 409_600 && readings.gauge("mem.used_percent") == 75)
    }

    @Test(
        arguments: [
            ("SwapTotal: 400 kB\nSwapFree: 300 kB\n", 102_400, 25), ("SwapTotal: 0 kB\nSwapFree: 0 kB\n", 0, nil),
            ("SwapTotal: 1 kB\nSwapFree: 2 kB\n", nil, nil), ("", nil, nil),
        ] as [(String, Double?, Double?)]
    )
    func swap(lines: String, used: Double?, percent: Double?) throws {
        try copy.put(Self.needed + lines, at: "proc/meminfo")
        let readings = try Memory.readings(of: copy)
        #expect(readings.gauge("swap.used") == used && readings.gauge("swap.used_percent") == percent)
    }

    @Test func linesThatComeAndGo() throws {
        var collector = try Memory(copy.machine)
        for lines in ["Shmem: 4 kB\n", "Zswap: 1 kB\nShmem: 5 kB\n", "Shmem: 6 kB\n", ""] {
            try copy.put(Self.needed + lines, at: "proc/meminfo")
            let readings = try collector.look()
            #expect(
                readings.gauge("mem.shmem").map { Int($0 / 1_024) }
                    == lines.split(separator: " ").dropLast().last.flatMap { Int($0) }
            )
            #expect(readings.count == 4 + 7 + lines.split(separator: "\n").count)
        }
    }

    @Test func eventsThatStepBack() throws {
        var collector = try Memory(copy.machine)
        let faults = try [9_000_000, 0, 9_000_001, 5, 6].map { count in
            try copy.put("pgfault \(count)\npgpgin 1\n", at: "proc/vmstat")
            return try collector.look().counter("vm.pgfault")
        }
        #expect(faults == [9_000_000, nil, 9_000_001, nil, 6])
    }

    @Test(arguments: ["pgfault x\n", "pgfault 1", "", "pgfault\n"]) func badEvents(text: String) throws {
        try copy.put(text, at: "proc/vmstat")
        let readings = try Memory.readings(of: copy)
        #expect(readings.counter("vm.pgfault") == nil && readings.gauge("mem.memtotal") != nil)
        try copy.remove("proc/vmstat")
        #expect(try Memory.readings(of: copy) == readings)
    }

    @Test(arguments: [
        "x", "Shmem: 1 kB", "Shmem: x kB\n", "Shmem 1 kB\n", "Shmem: 1 MB\n", "Sh-mem: 1 kB\n",
        "Shmem: 1 kB\nShmem: 1 kB\n",
        "Shmem: 1 kB\nSHMEM: 1 kB\n", "\n",
    ])
    func refuses(line: String) throws {
        var collector = try Memory(copy.machine)
        try copy.put(Self.needed + line, at: "proc/meminfo")
        #expect(throws: ProcError.self) { try collector.look() }
        try copy.put(Self.needed, at: "proc/meminfo")
        #expect(try collector.look().gauge("mem.memfree") == 51_200)
    }
}
