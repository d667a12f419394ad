import Foundation
import Rogue
import RogueTestSupport
import RoundRobin
import Testing

@Suite struct PlanTests {
    let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func settings(_ policies: [String], interval: Int = 10, flush: Int = 0) throws -> MetricStore.Settings {
        let archives = try ArchiveRules(policies, interval: interval)
        return MetricStore.Settings(interval: interval, heartbeat: 600, flush: flush, archives: archives)
    }

    /// What `du` shows of the folder.
    private func bytesOnDisk() throws -> Int {
        let process = Foundation.Process()
        process.executableURL = URL(filePath: "/usr/bin/du")
        process.arguments = ["-s", "-B1", directory.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let text = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        return try #require(text.split(separator: "\t").first.flatMap { Int($0) })
    }

    @Test(arguments: [
        (8, [], 1), (8, ["high"], 30), (200, ["10s:1h"], 10), (500, ["10s:6m,1m:1h:average+min+max+last"], 30),
        (300, ["m?;*=10s:2d", "high"], 1),
    ])
    func whatIsOnDiskIsWhatWasPlanned(_ count: Int, _ policies: [String], _ ticksAFlush: Int) async throws {
        let settings = try settings(policies, flush: 10 * ticksAFlush)
        let names = (0..<count).map { MetricName("m\($0 % 20)", tags: $0 < 20 ? [:] : ["instance": "\($0)"]) }
        let plan = Plan(names.map { Survey.Planned($0, interval: 10) }, settings, collecting: 0)
        #expect(plan.series == count)
        let store = try await TestStore(try Prefix(making: directory.path), settings)
        for tick in 0..<3 * ticksAFlush {
            let readings = names.map { Reading(Metric($0, .gauge), Double(tick)) }
            #expect(try store.put(journalling: readings, at: Timestamp(100_000 + 10 * tick)) == count)
            // The writer is not left behind, as it would not be at ten seconds.
            if tick % ticksAFlush == ticksAFlush - 1 { await store.writer.flush() }
        }
        let found = try bytesOnDisk()
        let share = Double(plan.bytes) / Double(found)
        #expect((0.9...1.1).contains(share), "planned \(plan.bytes), found \(found)")
    }

    @Test func metricsWithTheSameArchivesAreOneGroup() throws {
        let names = ["a", "b", "disk.reads", "c"].map { MetricName($0) }
        let plan = Plan(names.map { Survey.Planned($0, interval: 10) }, try settings(["disk.*=10s:1h"]), collecting: 0)
        #expect(plan.groups.map(\.series) == [3, 1])
        #expect(plan.groups.map(\.first) == [names[0], names[2]])
        #expect(plan.groups.map(\.bytesOfEach) == [323_584, 4_096])
        #expect(plan.groups.map(\.archives.count) == [2, 1])
    }

    @Test func theProcessorsShareGrowsWithSamplesAndFlushes() throws {
        let names = (0..<5_000).map { MetricName("m\($0)") }
        func share(_ count: Int, _ interval: Int, _ flush: Int, _ collecting: Double = 0) throws -> Double {
            let planned = names.prefix(count).map { Survey.Planned($0, interval: interval) }
            return Plan(planned, try settings([], interval: interval, flush: flush), collecting: collecting)
                .processorShare
        }
        // Half and twice what was found: rogue-bench write, 59.5, 3.4 and 0.38 ms a tick; rogue-bench storage, 24 ms a
        // second; rogue-agent, 0.70 and 0.35 ms a second.
        #expect((0.03...0.12).contains(try share(1000, 1, 0)))
        #expect((0.0017...0.0068).contains(try share(1000, 1, 30)))
        #expect((0.0002...0.0008).contains(try share(100, 1, 30)))
        #expect((0.012...0.048).contains(try share(5000, 1, 30)))
        #expect((0.00035...0.0014).contains(try share(8, 1, 30)))
        #expect((0.00018...0.0007).contains(try share(8, 10, 10)))
        #expect(try share(8, 60, 0) < 0.0001)
        #expect(abs(try share(8, 1, 0, 0.25) - share(8, 1, 0) - 0.25) < 1e-12)
    }
}
