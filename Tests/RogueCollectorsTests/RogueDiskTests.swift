import Foundation
import Rogue
import Testing

@testable import RogueCollectors

@Suite struct RogueDiskTests {
    private func readings(_ values: [UInt64]) -> [Reading] {
        let metrics = [RogueDisk.readBytes, RogueDisk.writeBytes, RogueDisk.readTime, RogueDisk.writeTime]
        return zip(metrics, values).map { Reading($0, $1) }
    }

    private func line(_ name: String, _ numbers: [UInt64]) -> [UInt8] {
        Array("   8   0 \(name) \(numbers.map(String.init).joined(separator: " "))\n".utf8)
    }

    @Test func wholePhysicalDisksOnly() throws {
        let normal = try RogueDisk.readings(of: FixtureCopy("normal"))
        #expect(normal == readings([9_444_735_163_537_920, 278_094_848, 4_294_982_373, 1_821]))
        let old = try RogueDisk.readings(of: FixtureCopy("old-kernel"))
        #expect(old == readings([8_000 * 512, 16_000 * 512, 500, 900]))
    }

    @Test func withoutDisksNoReading() throws {
        let copy = try FixtureCopy("normal")
        try copy.write(Array("   7       0 loop0 0 0 0 0 0 0 0 0 0 0 0\n".utf8), to: "proc/diskstats")
        #expect(try RogueDisk.readings(of: copy).isEmpty)
    }

    @Test func followsDisksThatComeAndGo() throws {
        let copy = try FixtureCopy("normal")
        var collector = try RogueDisk(copy.machine)
        for names in [["sda", "loop0"], ["loop0", "sda"], ["sda"], ["md0", "loop0", "sda", "sdb"], ["vda"], []] {
            let disks = names.filter { !["loop0", "md0"].contains($0) }.count
            let text = names.flatMap { line($0, Array(1...11)) } + line("ram0", Array(repeating: 0, count: 11))
            try copy.write(text, to: "proc/diskstats")
            var found: [Reading] = []
            try collector.collect(into: &found)
            let expected = [3 * 512, 7 * 512, 4, 8].map { UInt64($0 * disks) }
            #expect(found == (disks == 0 ? [] : readings(expected)), "\(names)")
        }
    }

    @Test func looksADeviceUpOnce() throws {
        let copy = try FixtureCopy("normal")
        var collector = try RogueDisk(copy.machine)
        var first: [Reading] = []
        try collector.collect(into: &first)
        try copy.remove("sys")
        var second: [Reading] = []
        try collector.collect(into: &second)
        #expect(first == second && first.count == 4)
    }

    @Test(
        arguments: [
            ("sda", [1, 2, 3], "line 1 is cut, or not a device's"),
            ("sda", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], "line 1 is cut, or not a device's"),
            ("sd\0a", Array(1...11), "line 1 is cut, or not a device's"),
            (String(repeating: "x", count: 65), Array(1...11), "line 1 is cut, or not a device's"),
            ("sda", [1, 2, .max, 4, 5, 6, 7, 8, 9, 10, 11], "the disks' counters do not add up to 64 bits"),
        ] as [(String, [UInt64], String)]
    )
    func refuses(name: String, numbers: [UInt64], reason: String) throws {
        let copy = try FixtureCopy("normal")
        try copy.write(line(name, numbers), to: "proc/diskstats")
        #expect { try RogueDisk.readings(of: copy) } throws: { "\($0)".hasSuffix("/diskstats: " + reason) }
    }

    @Test func withoutSysEveryDiskWouldPassForNone() throws {
        let copy = try FixtureCopy("normal")
        try copy.remove("sys")
        #expect { try RogueDisk(copy.machine) } throws: {
            "\($0)" == "cannot read \(copy.machine.sys)/block: No such file or directory"
        }
    }
}
