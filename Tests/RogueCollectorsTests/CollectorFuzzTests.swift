import Rogue
import RogueTestSupport
import Testing

@testable import RogueCollectors

/// Collectors on files that are damaged at random.
@Suite struct CollectorFuzzTests {
    private static let fixtures = ["linux-2.6", "linux-3.10", "linux-6.18", "server", "centos7", "container"]

    @Test(arguments: Subject.all)
    func survives(subject: Subject) throws {
        let targets = try subject.fixtures.filter(Self.fixtures.contains).map { try Target(subject, FixtureCopy($0)) }
        let rounds = try Fuzz.run(subject.name) { random in
            try #require(targets.randomElement(using: &random)).round(subject, &random)
        }
        #expect(rounds > 10)
    }
}

/// A machine of files, and those of them that the collector reads.
private struct Target {
    let copy: FixtureCopy
    let files: [(path: String, bytes: [UInt8])]

    init(_ subject: Subject, _ copy: FixtureCopy) throws {
        self.copy = copy
        files = try copy.files(at: subject.paths).map { ($0, try copy.read($0)) }
    }

    /// A collector that is made on whole or damaged files, and takes three looks at files that change.
    func round(_ subject: Subject, _ random: inout SeededGenerator) throws {
        let clock = SettableClock(1)
        var damaged: Set<Int> = []
        if Bool.random(using: &random) { try damage(&random, &damaged) }
        if var collector = try? subject.collector(copy, clock) {
            for _ in 0..<3 {
                clock.advance(by: Int.random(in: 0...9, using: &random))
                check { try collector.collect(into: &$0) }
                if Bool.random(using: &random) { try damage(&random, &damaged) } else { try repair(&damaged) }
            }
        }
        try repair(&damaged)
    }

    private func damage(_ random: inout SeededGenerator, _ damaged: inout Set<Int>) throws {
        guard let index = files.indices.randomElement(using: &random) else { return }
        damaged.insert(index)
        try copy.write(Mutation.mutated(files[index].bytes, &random), to: files[index].path)
    }

    private func repair(_ damaged: inout Set<Int>) throws {
        for index in damaged { try copy.write(files[index].bytes, to: files[index].path) }
        damaged = []
    }

    /// Whatever the files say: values are possible, each metric is there once, and a failure leaves none behind.
    private func check(_ look: (inout [Reading]) throws -> Void) {
        let start = ContinuousClock.now
        let own = Reading(Metric(MetricName("own"), .gauge), 0.0)
        var readings = [own]
        do {
            try look(&readings)
        } catch {
            #expect(error is ProcError && readings == [own])
        }
        #expect(Set(readings.map(\.metric.name)).count == readings.count, "a metric is there twice")
        for reading in readings {
            switch reading.value {
            case .gauge(let value):
                #expect(value.isFinite && reading.metric.range?.contains(value) ?? true, "\(reading.metric.name)")
                // Only degrees can be below zero.
                #expect(value >= 0 || reading.metric.unit == "celsius", "\(reading.metric.name) \(value)")
                #expect(reading.metric.kind == .gauge)
            case .counter: #expect(reading.metric.kind == .counter)
            }
        }
        #expect(ContinuousClock.now - start < .seconds(5))
    }
}
