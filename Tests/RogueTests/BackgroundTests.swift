import Dispatch
import Rogue
import RogueTestSupport
import Testing

/// A collector that answers only while its gate is open.
private struct Gated: Collector {
    static let name = "gated"
    private static let metric = Metric(MetricName("gated"), .gauge)
    private let gate: DispatchSemaphore
    private var looks = 0.0

    init(_ machine: Machine) throws { throw BackgroundTests.Refusal() }

    init(gate: DispatchSemaphore) {
        self.gate = gate
    }

    mutating func collect(into readings: inout [Reading]) throws {
        gate.wait()
        looks += 1
        readings.append(Reading(Self.metric, looks))
    }
}

@Suite struct BackgroundTests {
    struct Refusal: Error {}

    private func values(_ collector: inout Background<Gated>) throws -> [Reading.Value] {
        var readings: [Reading] = []
        try collector.collect(into: &readings)
        return readings.map(\.value)
    }

    @Test func whatCannotBeMadeIsRefused() {
        #expect(throws: Refusal.self) { try Background<Gated>(patience: .seconds(60)) { try Gated(Machine()) } }
    }

    @Test func anAnswerInTimeIsThisTicks() throws {
        let gate = DispatchSemaphore(value: 0)
        var collector = try Background(patience: .seconds(60)) { Gated(gate: gate) }
        for look in 1...3 {
            gate.signal()
            #expect(try values(&collector) == [.gauge(Double(look))])
            #expect(collector.complaint == nil)
        }
    }

    @Test func aLateAnswerIsTheNextTicksAndCountsOnce() throws {
        let gate = DispatchSemaphore(value: 0)
        var collector = try Background(patience: .milliseconds(200)) { Gated(gate: gate) }
        #expect(try values(&collector).isEmpty)
        #expect(collector.complaint.map { "\($0)" } == "gated has not answered in time")
        #expect(try values(&collector).isEmpty)
        gate.signal()
        var found: [Reading.Value] = []
        let end = ContinuousClock.now + .seconds(60)
        while found.isEmpty, ContinuousClock.now < end { found = try values(&collector) }
        #expect(found == [.gauge(1)])
        #expect(try values(&collector).isEmpty)
        // What still hangs must not when the test is over.
        gate.signal()
        gate.signal()
    }
}
