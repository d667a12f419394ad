import Rogue
import RogueTestSupport
import Testing

@testable import RogueCollectors

@Suite struct ManyDevicesTests {
    @Test(arguments: [1, 2, 128]) func processors(cores: Int) throws {
        let machine = try GeneratedMachine(cores: cores, devices: 0)
        var seconds = 0.0
        var collector = try CPU(machine.machine, perCore: true) { seconds }
        seconds = 10
        try machine.look(1)
        let readings = try collector.look()
        #expect(readings.gauge("cpu.cores") == Double(cores))
        #expect(readings.gauge("cpu.ctxt_per_sec_per_core") == 128 / Double(cores))
        let values = readings.values
        let all = try #require(readings.gauge("cpu.user"))
        #expect(abs(all - Double(cores - 1) / 2 / Double(cores) * 100) < 1e-9)
        for core in 0..<cores {
            guard case .gauge(let user) = values["cpu.user;core=\(core)"] else {
                Issue.record("core \(core) is missing")
                continue
            }
            #expect(abs(user - Double(core) / Double(cores) * 100) < 1e-9)
        }
        #expect(readings.count { $0.metric.name.base == "cpu.idle" } == cores + 1)
    }

    @Test func processorsThatComeAndGo() throws {
        let machine = try GeneratedMachine(cores: 4, devices: 0)
        var collector = try CPU(machine.machine, perCore: true) { 0 }
        let absent: [Set<Int>] = [[], [1], [1, 2], [2], [], []]
        let shown = try absent.enumerated().map { look, absent in
            try machine.look(look + 1, without: absent)
            let readings = try collector.look()
            #expect(readings.gauge("cpu.cores") == Double(4 - absent.count))
            for core in 0..<4 {
                guard let user = readings.gauge("cpu.user;core=\(core)") else { continue }
                #expect(user == Double(core) * 25)
            }
            return (0..<4).filter { readings.gauge("cpu.user;core=\($0)") != nil }
        }
        // One that is back has no share at its first look.
        #expect(shown == [[0, 1, 2, 3], [0, 2, 3], [0, 3], [0, 3], [0, 1, 3], [0, 1, 2, 3]])
    }

    @Test func disks() throws {
        let machine = try GeneratedMachine(cores: 1, devices: 200)
        var seconds = 0.0
        var collector = try Disk(machine.machine) { seconds }
        #expect(try collector.look().count == 200 * 19)
        for (look, absent) in [(1, []), (2, [0, 57, 199]), (3, [57]), (4, [])] as [(Int, Set<Int>)] {
            seconds += 10
            try machine.look(look, without: absent)
            let values = try collector.look().values
            for index in 0..<200 {
                let tag = ";device=nvme\(index)n1"
                let reads = Reading.Value.counter(UInt64(index * look))
                #expect(values["disk.reads\(tag)"] == (absent.contains(index) ? nil : reads))
                guard case .gauge(let busy) = values["disk.utilisation\(tag)"] else { continue }
                #expect(abs(busy - Double(index * 2) / 100) < 1e-9)
            }
        }
    }

    @Test func interfaces() throws {
        let machine = try GeneratedMachine(cores: 1, devices: 200)
        var collector = try Network(machine.machine)
        for (look, absent) in [(0, []), (1, [0, 57, 199]), (2, [57]), (3, [])] as [(Int, Set<Int>)] {
            try machine.look(look, without: absent)
            let values = try collector.look().values
            #expect(values.count == (200 - absent.count) * 21)
            for index in 0..<200 where !absent.contains(index) {
                let tag = ";interface=eth\(index)"
                #expect(values["net.rx_bits\(tag)"] == .counter(UInt64(index * look * 800)))
                #expect(values["net.speed\(tag)"] == .gauge(1e9))
            }
        }
    }
}
