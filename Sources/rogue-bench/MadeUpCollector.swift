import Rogue

/// A collector of as many series as its machine's `proc` says: a number, for a machine that is made up has no folder.
struct MadeUpCollector: Collector {
    static let name = "made-up"
    private let readings: [Reading]

    init(_ machine: Machine) throws {
        let series = Int(machine.proc) ?? 0
        readings = (0..<series).map { MadeUpMachine.reading($0, at: 0) }
    }

    mutating func collect(into readings: inout [Reading]) throws {
        let time = WallClock.now.seconds
        for (index, reading) in self.readings.enumerated() {
            switch reading.value {
            case .gauge: readings.append(Reading(reading.metric, Double((time + index) % 1_000) / 16))
            case .counter: readings.append(Reading(reading.metric, UInt64(time &* 100 &+ index)))
            }
        }
    }
}
