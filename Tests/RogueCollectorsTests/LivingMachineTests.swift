import Foundation
import Rogue
import RogueTestSupport
import Testing

@testable import RogueCollectors

/// Each collector on this machine, beside the simplest reading of the same files just before and just after.
@Suite struct LivingMachineTests {
    /// The words of each line of a file.
    private func lines(_ path: String) throws -> [[String]] {
        String(decoding: try plainRead(path), as: UTF8.self).split(separator: "\n")
            .map { $0.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init) }
    }

    private func looks(_ name: String) throws -> (first: [Reading], second: [Reading]) {
        var collector = try Subject.named(name).make(Machine(), MonotonicClock.seconds)
        return (try collector.look(), try collector.look())
    }

    private static func isThere(_ subject: Subject) -> Bool {
        subject.paths.contains { FileManager.default.fileExists(atPath: "/" + $0) }
    }

    /// The others need stand-ins, or containers.
    @Test(arguments: Subject.ofDevices.filter(isThere)) func possibleValues(subject: Subject) throws {
        let (first, second) = try looks(subject.name)
        #expect(!first.isEmpty)
        let before = first.values
        for reading in second {
            switch reading.value {
            case .gauge(let value): #expect(value.isFinite && reading.metric.range?.contains(value) ?? true)
            case .counter(let count):
                guard case .counter(let earlier) = before["\(reading.metric.name)"] else { continue }
                #expect(count >= earlier, "\(reading.metric.name)")
            }
        }
    }

    @Test func processors() throws {
        let cores = try lines("/proc/stat").count { $0[0].hasPrefix("cpu") && $0[0] != "cpu" }
        let readings = try looks("cpu-per-core").second
        #expect(readings.gauge("cpu.cores") == Double(cores))
        let shares = readings.filter { $0.metric.unit == "percent" && $0.metric.name.tags.isEmpty }
        let sum = shares.compactMap { readings.gauge("\($0.metric.name)") }.reduce(0, +)
        #expect(shares.isEmpty || abs(sum - 100) < 1e-6)
    }

    @Test func memory() throws {
        let meminfo = try lines("/proc/meminfo")
        let readings = try looks("memory").second
        #expect(readings.gauge("mem.memtotal") == Double(meminfo[0][1]).map { $0 * 1_024 })
        let names = meminfo.map { line in
            "mem." + line[0].lowercased().filter { !"):".contains($0) }.replacingOccurrences(of: "(", with: "_")
        }
        #expect(Set(names).isSubset(of: readings.map { "\($0.metric.name)" }))
        #expect(readings.counter("vm.pgfault") ?? 0 > 0)
    }

    @Test func devices() throws {
        for (name, path, metric, key, column) in [
            ("network", "/proc/net/dev", "net.rx_packets;interface=", 0, 2),
            ("disk", "/proc/diskstats", "disk.reads;device=", 2, 3),
        ] {
            let before = try lines(path)
            let readings = try looks(name).second
            let after = try lines(path)
            for (line, later) in zip(before, after) where line[key] == later[key] && line.count > column {
                let instance = line[key].replacingOccurrences(of: ":", with: "")
                guard let count = readings.counter(metric + instance), let low = UInt64(line[column]),
                    let high = UInt64(later[column])
                else { continue }
                #expect((low...high).contains(count), "\(metric)\(instance)")
            }
            #expect(name == "disk" || readings.counter(metric + "lo") != nil)
        }
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/sys/block"))) func wholePhysicalDisks() throws {
        let blocks = try FileManager.default.contentsOfDirectory(atPath: "/sys/block")
            .filter { FileManager.default.fileExists(atPath: "/sys/block/\($0)/device") && !$0.contains("!") }
        let names = Set(try looks("disk").first.map { $0.metric.name.tags.first?.value ?? "" })
        let listed = Set(try lines("/proc/diskstats").map { $0[2] })
        #expect(names.isSuperset(of: listed.intersection(blocks)))
    }

    @Test func theMachineAsAWhole() throws {
        let before = try #require(Double(try lines("/proc/uptime")[0][0]))
        let readings = try looks("system").first
        let after = try #require(Double(try lines("/proc/uptime")[0][0]))
        #expect((before...after).contains(readings.gauge("system.uptime") ?? 0))
        let fifteen = try looks("load").first.gauge("load.fifteen")
        #expect(fifteen ?? -1 >= 0)
        let total = try looks("threads").first.gauge("threads.total")
        #expect(total ?? 0 >= 1)
    }
}
