import Foundation
import Rogue
import RogueTestSupport
import Testing

@testable import RogueCollectors

@Suite struct DiskTests {
    private let copy: FixtureCopy
    private let clock = SettableClock(100)

    init() throws {
        copy = try FixtureCopy("normal")
    }

    private func write(_ lines: (major: Int, name: String, numbers: [UInt64])...) throws {
        let text = lines.map { "\($0.major) 0 \($0.name) \($0.numbers.map(String.init).joined(separator: " "))\n" }
        try copy.put(text.joined(), at: "proc/diskstats")
    }

    private func collector() throws -> Disk {
        let clock = clock
        return try Disk(copy.machine) { Double(clock.value.seconds) }
    }

    @Test func whatFollowsFromTwoLooks() throws {
        try write((8, "sda", [100, 0, 800, 50, 200, 0, 1_600, 500, 0, 1_000, 550]))
        var collector = try collector()
        let first = try collector.look()
        #expect(first.gauge("disk.io;device=sda") == 0 && first.gauge("disk.utilisation;device=sda") == nil)
        clock.advance(by: 10)
        try write((8, "sda", [140, 0, 1_600, 130, 260, 0, 3_200, 1_220, 3, 3_500, 1_350]))
        let second = try collector.look()
        #expect(second.gauge("disk.utilisation;device=sda") == 25)
        #expect(second.gauge("disk.queue_length;device=sda") == 0.08)
        #expect(second.gauge("disk.read_await;device=sda") == 2)
        #expect(second.gauge("disk.write_await;device=sda") == 12)
        #expect(second.gauge("disk.await;device=sda") == 8)
        #expect(second.gauge("disk.io;device=sda") == 3)
        #expect(second.counter("disk.read_thruput;device=sda") == 1_600 * 512)
        #expect(second.counter("disk.discards;device=sda") == nil)
    }

    @Test func withoutRequestsNoTimeOfOne() throws {
        try write((8, "sda", Array(repeating: 7, count: 17)))
        var collector = try collector()
        _ = try collector.look()
        clock.advance()
        let readings = try collector.look()
        #expect(readings.gauge("disk.utilisation;device=sda") == 0)
        #expect(readings.gauge("disk.await;device=sda") == nil)
        // Without time, no share of it.
        #expect(try collector.look().gauge("disk.utilisation;device=sda") == nil)
    }

    @Test func neverBusierThanCanBe() throws {
        try write((8, "sda", Array(repeating: 7, count: 11)))
        var collector = try collector()
        _ = try collector.look()
        clock.advance()
        try write((8, "sda", [7, 7, 7, 7, 7, 7, 7, 7, 7, 1_020, 7]))
        #expect(try collector.look().gauge("disk.utilisation;device=sda") == 100)
    }

    /// A disk that reports zeros for a moment has no reading then, and no spike afterwards.
    @Test func zerosForAMoment() throws {
        let usual = Array(repeating: UInt64(9_000_000_000), count: 17)
        try write((8, "sda", usual), (8, "sdb", usual))
        var collector = try collector()
        _ = try collector.look()
        clock.advance()
        try write((8, "sda", Array(repeating: 0, count: 17)), (8, "sdb", usual))
        let readings = try collector.look()
        #expect(!readings.contains { $0.metric.name.tags.first?.value == "sda" })
        #expect(readings.counter("disk.reads;device=sdb") == 9_000_000_000)
        clock.advance()
        try write((8, "sda", usual.map { $0 + 20 }), (8, "sdb", usual))
        let after = try collector.look()
        #expect(after.counter("disk.reads;device=sda") == 9_000_000_020)
        // Of the two seconds since the last look that was believed.
        #expect(after.gauge("disk.utilisation;device=sda") == 1)
    }

    @Test func aResetIsBelievedAtTheSecondLook() throws {
        let looks: [UInt64] = [5_000, 10, 30, 40]
        var collector: Disk?
        var found: [UInt64?] = []
        var busy: [Double?] = []
        for value in looks {
            try write((8, "sda", Array(repeating: value, count: 11)))
            if collector == nil { collector = try self.collector() }
            let readings = try #require(try collector?.look())
            found.append(readings.counter("disk.writes;device=sda"))
            busy.append(readings.gauge("disk.utilisation;device=sda"))
            clock.advance()
        }
        #expect(found == [5_000, nil, 30, 40])
        #expect(busy == [nil, nil, nil, 1])
    }

    @Test func devicesOnTopOfOthersWhenTheyHaveDoneSomething() throws {
        let idle = Array(repeating: UInt64(0), count: 11)
        let busy = Array(repeating: UInt64(3), count: 11)
        try write((253, "dm-0", idle), (9, "md0", busy), (7, "loop0", busy), (1, "ram0", busy), (8, "sda", idle))
        var collector = try collector()
        func shown() throws -> [String] {
            try collector.look().filter { $0.metric.name.base == "disk.reads" }.compactMap {
                $0.metric.name.tags.first?.value
            }
        }
        #expect(try shown() == ["md0", "sda"])
        try write((8, "sda1", busy), (8, "sda", idle), (253, "dm-0", busy), (11, "sr0", idle))
        #expect(try shown() == ["sda", "dm-0", "sr0"])
    }

    /// 2^55 sectors are 64 bits of bytes: the count of bytes begins anew, and is doubted by nobody but librrd.
    @Test func bytesBeyond64Bits() throws {
        try write((8, "sda", [1, 1, 1 << 55, 1, 1, 1, 1 << 55 + 3, 1, 1, 1, 1]))
        var collector = try collector()
        let readings = try collector.look()
        #expect(readings.counter("disk.read_thruput;device=sda") == 0)
    }

    @Test(arguments: ["8 0 sda 1 2 3\n", "8 0 sda\n", "8 0 sda 1 2 3 4 5 6 7 8 9 10 11", "8 x sda 1\n", "8 0 s\0a 1\n"])
    func refuses(text: String) throws {
        var collector = try collector()
        let good = try copy.read("proc/diskstats")
        try copy.put(text, at: "proc/diskstats")
        #expect { try collector.look() } throws: { "\($0)".hasSuffix("/diskstats: line 1 is cut, or not a device's") }
        try copy.write(good, to: "proc/diskstats")
        #expect(try !collector.look().isEmpty)
    }
}
