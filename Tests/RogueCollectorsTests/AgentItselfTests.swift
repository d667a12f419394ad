import Foundation
import RogueTestSupport
import Testing

@testable import Rogue
@testable import RogueCollectors

@Suite struct AgentItselfTests {
    private let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
        try folder.write(Data("3000 250 100 10 0 50 0\n".utf8), to: "statm")
    }

    /// The collector, by clocks of a test's choice.
    private func collector(_ machine: Machine, _ looks: [(Double, UInt64)]) -> AgentItself {
        var rest = looks[...]
        return AgentItself(machine, statm: folder.file("statm")) { rest.popFirst() ?? (0, 0) }
    }

    private func values(_ collector: inout AgentItself) throws -> [String: Double] {
        let pairs = try collector.look().map { reading in
            switch reading.value {
            case .gauge(let value): ("\(reading.metric.name)", value)
            case .counter(let count): ("\(reading.metric.name)", Double(count))
            }
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    @Test func everythingIsSaidInItsUnit() throws {
        try folder.write(Data(count: 5_000), to: "journal.db")
        try folder.write(Data(count: 300), to: "journal.db-wal")
        let machine = Machine(state: folder.path)
        var agent = collector(machine, [(10, 1_000), (12, 31_000)])
        let number = machine.figures.enter("disk")
        machine.figures.looked(number, for: .microseconds(1_500), failed: true)
        machine.figures.tookSlot(after: .microseconds(250))
        machine.figures.stored(7)
        machine.figures.wait(9)
        machine.figures.flushed(3, for: .milliseconds(20), pending: 4)
        let page = Double(sysconf(CInt(_SC_PAGESIZE)))
        #expect(
            try values(&agent) == [
                "agent.samples": 7, "agent.tick_lateness": 0.25, "agent.pending_samples": 4,
                "agent.flush_duration": 20, "agent.flushed_files": 3, "agent.journal_size": 5_300,
                "agent.cpu_time": 31_000, "agent.cpu_percent": 1.5, "agent.mem_resident": 250 * page,
                "agent.collector_duration;collector=disk": 1.5, "agent.collector_failures;collector=disk": 1,
            ]
        )
    }

    @Test func whatIsNotKnownIsLeftOut() throws {
        let machine = Machine()
        var agent = collector(machine, [(10, 1_000), (10, 900)])
        try folder.write(Data("3000".utf8), to: "statm")
        _ = machine.figures.enter("disk")
        #expect(
            try values(&agent) == [
                "agent.samples": 0, "agent.pending_samples": 0, "agent.flushed_files": 0, "agent.cpu_time": 900,
                "agent.collector_failures;collector=disk": 0,
            ]
        )
    }

    @Test func itsOwnProcess() throws {
        var agent = try AgentItself(Machine())
        let values = try values(&agent)
        #expect(values["agent.mem_resident"] ?? 0 > 1e6)
        #expect(values["agent.cpu_time"] ?? 0 > 0)
        #expect(values["agent.cpu_percent"] != nil)
    }

    @Test func everyMetricSaysWhatItIs() throws {
        let machine = Machine(state: folder.path)
        try folder.write(Data(count: 1), to: "journal.db")
        let number = machine.figures.enter("disk")
        machine.figures.looked(number, for: .zero, failed: false)
        machine.figures.tookSlot(after: .zero)
        machine.figures.flushed(1, for: .zero, pending: 0)
        var agent = collector(machine, [(1, 1), (2, 2)])
        let metrics = try agent.look().map(\.metric)
        #expect(metrics.count == 11)
        for metric in metrics {
            #expect(metric.summary.hasSuffix(".") && !metric.unit.isEmpty, "\(metric.name)")
            #expect(metric.kind == .gauge || metric.unit.hasSuffix("/s"), "\(metric.name)")
        }
    }
}
