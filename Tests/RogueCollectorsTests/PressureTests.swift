import Foundation
import Rogue
import Testing

@testable import RogueCollectors

@Suite struct PressureTests {
    private let copy: FixtureCopy

    init() throws {
        copy = try FixtureCopy("linux-6.18")
    }

    private func line(_ kind: String, _ total: UInt64) -> String {
        "\(kind) avg10=1.50 avg60=0.25 avg300=100.00 total=\(total)\n"
    }

    @Test func readsBothLines() throws {
        try copy.put(line("some", 18_446_744_073_709_551_615) + line("full", 7), at: "proc/pressure/io")
        let readings = try Pressure.readings(of: copy)
        #expect(readings.counter("pressure.some;resource=io") == .max)
        #expect(readings.counter("pressure.full;resource=io") == 7)
        #expect(readings.gauge("pressure.full_avg10;resource=io") == 1.5)
        #expect(readings.gauge("pressure.some_avg300;resource=io") == 100)
        #expect(readings.counter("pressure.some;resource=irq") == nil)
    }

    @Test func totalsThatStepBack() throws {
        var collector = try Pressure(copy.machine)
        let found = try ([500, 0, 510, 20, 30] as [UInt64]).map { total in
            try copy.put(line("some", total), at: "proc/pressure/cpu")
            let readings = try collector.look()
            #expect(readings.gauge("pressure.some_avg60;resource=cpu") == 0.25)
            return readings.counter("pressure.some;resource=cpu")
        }
        #expect(found == [500, nil, 510, nil, 30])
    }

    @Test(arguments: [
        "some avg10=0.00 avg60=0.00 avg300=0.00 total=1", "some avg10=0.00 avg60=0.00 total=1\n", "none\n", "\n",
        "some avg10=100.01 avg60=0.00 avg300=0.00 total=1\n", "some avg10=-1 avg60=0.00 avg300=0.00 total=1\n",
    ])
    func leavesOutWhatIsNotRight(text: String) throws {
        try copy.put(text, at: "proc/pressure/cpu")
        let readings = try Pressure.readings(of: copy)
        #expect(!readings.contains { "\($0.metric.name)".hasSuffix("resource=cpu") })
        #expect(readings.counter("pressure.full;resource=irq") == 12_345)
        for resource in ["memory", "io", "irq"] { try copy.put(text, at: "proc/pressure/\(resource)") }
        #expect { try Pressure.readings(of: copy) } throws: { "\($0)".contains("/proc/pressure/cpu: ") }
    }

    @Test func aKernelWithout() throws {
        try copy.remove("proc/pressure")
        #expect { try Pressure(copy.machine) } throws: {
            "\($0)" == "cannot read \(copy.machine.proc)/pressure: No such file or directory"
        }
    }
}
