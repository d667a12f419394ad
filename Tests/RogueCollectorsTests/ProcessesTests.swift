import Foundation
import Rogue
import Testing

@testable import RogueCollectors

@Suite struct ProcessesTests {
    private func values(_ collector: inout Processes, _ base: String) throws -> [Reading.Value] {
        var readings: [Reading] = []
        try collector.collect(into: &readings)
        return readings.filter { $0.metric.name.base == base }.map(\.value)
    }

    private func collector(_ copy: FixtureCopy, _ pattern: String = "^nginx") throws -> Processes {
        let group = ProcessGroup(name: "group", pattern: try RegularExpression(pattern))
        return try Processes(copy.machine, groups: [group], top: 0, source: nil)
    }

    @Test func aMemberThatEndsTakesNothingBack() throws {
        let copy = try FixtureCopy("server")
        var collector = try collector(copy)
        #expect(try values(&collector, "proc.cpu").isEmpty)
        try copy.later()
        // 10 ticks of the old one, 40 of the new one, none of the one that is gone; the machine had 950.
        #expect(try values(&collector, "proc.cpu") == [.gauge(50.0 / 950 * 100)])
    }

    @Test func aNumberGivenAgainIsAnotherProcess() throws {
        let copy = try FixtureCopy("server")
        var collector = try collector(copy, "worker")
        #expect(try values(&collector, "proc.io_read_bytes") == [.counter(0)])
        try copy.later()
        // All that the new process of the number 300 has read, and nothing of the old one's terabyte; and a worker of nginx.
        #expect(try values(&collector, "proc.io_read_bytes") == [.counter(77 + 10)])
    }

    @Test func aSumOfWhichAPartMayNotBeReadIsLeftOut() throws {
        let copy = try FixtureCopy("server")
        try copy.write(Array("hidden\n".utf8), to: "proc/100/io")
        var collector = try collector(copy)
        #expect(try values(&collector, "proc.io_read_bytes").isEmpty)
        #expect(try values(&collector, "proc.unreadable") == [.gauge(1)])
        #expect(try values(&collector, "proc.fds").count == 1)
        #expect(collector.complaint == nil)
    }

    @Test func findsItselfOnThisMachine() throws {
        let own = try String(contentsOfFile: "/proc/self/comm", encoding: .utf8).dropLast()
        let group = ProcessGroup(name: "self", pattern: try RegularExpression("^\(own)$"))
        var collector = try Processes(Machine(), groups: [group], top: 3)
        var readings: [Reading] = []
        try collector.collect(into: &readings)
        for base in ["proc.count", "proc.thread_count", "proc.fds", "proc.mem_pss", "proc.mem_resident"] {
            let value = readings.first { $0.metric.name.base == base && $0.metric.name.tags.first?.value == "self" }?
                .value
            guard case .gauge(let number) = value else {
                Issue.record("no \(base)")
                continue
            }
            #expect(number >= 1)
        }
    }
}
