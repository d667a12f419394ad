import Foundation
import Rogue
import RogueTestSupport
import Testing

@testable import RogueCollectors

@Suite struct CPUTests {
    private let copy: FixtureCopy
    private let clock = SettableClock(100)

    init() throws {
        copy = try FixtureCopy("linux-6.18")
    }

    private func write(_ ticks: String, ctxt: UInt64 = 0) throws {
        try copy.put("cpu  \(ticks)\ncpu0 \(ticks)\nctxt \(ctxt)\nprocesses 1\n", at: "proc/stat")
    }

    private func collector(perCore: Bool = false) throws -> CPU {
        let clock = clock
        return try CPU(copy.machine, perCore: perCore) { Double(clock.value.seconds) }
    }

    private func shares(_ readings: [Reading]) -> [Double] {
        readings.filter { $0.metric.unit == "percent" }.compactMap { readings.gauge("\($0.metric.name)") }
    }

    @Test(
        arguments: [
            ("0 0 0 0", "10 0 0 30", [25, 0, 0, 75]),
            ("0 0 0 0 0 0 0", "1 2 3 80 10 3 1", [1, 2, 3, 80, 10, 3, 1]),
            (
                "5 5 5 5 5 5 5 5 5 5", "15 15 15 15 15 15 15 15 5 5",
                [12.5, 12.5, 12.5, 12.5, 12.5, 12.5, 12.5, 12.5, 0, 0]
            ),
            // A guest's time is in user and nice too.
            ("0 0 0 0 0 0 0 0 0 0", "50 50 0 100 0 0 0 0 40 10", [5, 20, 0, 50, 0, 0, 0, 0, 20, 5]),
            // More guest than user: the kernel's rounding.
            ("0 0 0 0 0 0 0 0 0 0", "10 0 0 15 0 0 0 0 15 0", [0, 0, 0, 50, 0, 0, 0, 0, 50, 0]),
            // Fields to come.
            ("0 0 0 0 0 0 0 0 0 0 7", "25 0 0 75 0 0 0 0 0 0 99", [25, 0, 0, 75, 0, 0, 0, 0, 0, 0]),
            // No time has passed.
            ("1 2 3 4", "1 2 3 4", []),
        ] as [(String, String, [Double])]
    )
    func percents(before: String, after: String, shares: [Double]) throws {
        try write(before)
        var collector = try collector()
        try write(after)
        let found = self.shares(try collector.look())
        #expect(found.count == shares.count)
        for (share, expected) in zip(found, shares) { #expect(abs(share - expected) < 1e-9) }
    }

    /// Idle time that is taken back, iowait that was guessed too high, a moment of zeros: never a spike.
    @Test(arguments: [
        ("a tick of iowait", ["100 0 0 900 50", "110 0 0 990 49", "120 0 0 1080 50", "130 0 0 1170 50"]),
        ("zeros", ["100 0 0 900 50", "0 0 0 0 0", "120 0 0 1080 50", "130 0 0 1170 50"]),
        ("much idle time", ["100 0 0 900 50", "110 0 0 90 50", "120 0 0 180 50", "130 0 0 270 50"]),
    ])
    func stepsBack(name: String, looks: [String]) throws {
        try write(looks[0])
        var collector = try collector(perCore: true)
        for (index, look) in looks.dropFirst().enumerated() {
            try write(look)
            let readings = try collector.look()
            #expect(index > 0 || shares(readings).isEmpty, "\(name)")
            for user in [readings.gauge("cpu.user"), readings.gauge("cpu.user;core=0")] {
                #expect(user == nil || abs((user ?? 0) - 10) < 1e-9, "\(name)")
            }
            #expect(index < 2 || readings.gauge("cpu.user") != nil, "\(name)")
        }
    }

    @Test func switchesAProcessor() throws {
        try copy.put("cpu 1 1 1 1\ncpu0 1 1 1 1\ncpu1 1 1 1 1\nctxt 1000\nprocesses 1\n", at: "proc/stat")
        var collector = try collector()
        clock.advance(by: 5)
        try copy.put("cpu 1 1 1 1\ncpu0 1 1 1 1\ncpu1 1 1 1 1\nctxt 3000\nprocesses 1\n", at: "proc/stat")
        let readings = try collector.look()
        #expect(readings.gauge("cpu.ctxt_per_sec_per_core") == 200)
        #expect(readings.counter("cpu.ctxt_per_sec") == 3_000)
        clock.advance(by: 5)
        try copy.put("cpu 1 1 1 1\ncpu0 1 1 1 1\nctxt 20\nprocesses 1\n", at: "proc/stat")
        #expect(try collector.look().gauge("cpu.ctxt_per_sec_per_core") == nil)
    }

    @Test(arguments: [
        "x", "cpu 1 2 3\n", "cpu 1 2 3 4\ncpu0 1\n", "cpu 1 2 3 4\ncpu0 1 2 3 4\ncpu0 1 2 3 4\nctxt 1\nprocesses 1\n",
        "cpu 1 2 3 4\ncpu0 1 2 3 4\n", "cpu 1 2 3 4\nctxt 1\nprocesses 1", "cpu 1 2 3 4\nctxt x\nprocesses 1\n",
    ])
    func refuses(text: String) throws {
        var collector = try collector(perCore: true)
        try copy.put(text, at: "proc/stat")
        #expect(throws: ProcError.self) { try collector.look() }
        try copy.later()
        #expect(try !collector.look().isEmpty)
    }
}
