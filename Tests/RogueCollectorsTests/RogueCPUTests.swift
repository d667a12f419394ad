import Rogue
import Testing

@testable import RogueCollectors

@Suite struct RogueCPUTests {
    /// What the collector says after `before` became `after`.
    private func readings(_ before: String, _ after: String) throws -> [Reading] {
        let copy = try FixtureCopy("normal")
        try copy.write(Array("cpu  \(before)\n".utf8), to: "proc/stat")
        var collector = try RogueCPU(copy.machine)
        try copy.write(Array("cpu  \(after)\n".utf8), to: "proc/stat")
        var readings: [Reading] = []
        try collector.collect(into: &readings)
        return readings
    }

    @Test(
        arguments: [
            ("0 0 0 0", "10 0 0 30", 25),
            ("0 0 0 0 0 0 0", "1 2 3 80 10 3 1", 10),
            ("5 5 5 5 5 5 5 5 5 5", "105 5 5 105 5 5 5 5 5 5", 50),
            // iowait is idle time.
            ("0 0 0 0 0 0 0 0 0 0", "25 0 0 25 50 0 0 0 0 0", 25),
            // What guests take is in user and nice already.
            ("0 0 0 0 0 0 0 0 0 0", "50 50 0 300 0 0 0 0 50 50", 25),
            ("0 0 0 0 0 0 0 0 0 0", "60 0 0 40 0 0 0 0 20 0", 60),
            // A field that went back stands still.
            ("0 0 0 0 90 0 0 0 0 0", "10 0 0 10 10 0 0 0 0 0", 50),
            ("0 0 0 90", "10 0 0 80", 100),
            // Guest time without user time: less than nothing was busy.
            ("9 0 0 0 0 0 0 0 0 0", "0 0 0 50 0 0 0 0 10 0", 0),
            // Fields to come.
            ("0 0 0 0 0 0 0 0 0 0 7 7", "10 0 0 30 0 0 0 0 0 0 99 99", 25),
            // A newer and an older kernel's lines.
            ("0 0 0 0 0 0 0 0 0 0", "10 0 0 30", 25),
            ("0 0 0 0", "18446744073709551615 0 0 18446744073709551615", 50),
        ] as [(String, String, Double)]
    )
    func percent(before: String, after: String, percent: Double) throws {
        #expect(try readings(before, after) == [Reading(RogueCPU.percent, percent)])
    }

    @Test(arguments: [("1 2 3 4", "1 2 3 4"), ("1 2 3 4", "0 0 0 0"), ("0 0 0 0 9 0 0 0 0", "0 0 0 0 8 0 0 0 5")])
    func noTimeNoReading(before: String, after: String) throws {
        #expect(try readings(before, after).isEmpty)
    }

    @Test func eachTickTellsOfTheTimeSinceTheLast() throws {
        let copy = try FixtureCopy("old-kernel")
        var collector = try RogueCPU(copy.machine)
        var readings: [Reading] = []
        try collector.collect(into: &readings)
        #expect(readings.isEmpty)
        for ticks in ["1010 200 300 4030", "1010 200 300 4030", "1040 200 300 4040"] {
            try copy.write(Array("cpu  \(ticks)\n".utf8), to: "proc/stat")
            try collector.collect(into: &readings)
        }
        #expect(readings == [Reading(RogueCPU.percent, 25.0), Reading(RogueCPU.percent, 75.0)])
    }

    @Test(arguments: ["1 2 3", "", "1 2 3 x", "1 2 3 -4", "1 2 3 99999999999999999999", "1 2 3 4 5x"])
    func refuses(ticks: String) throws {
        #expect { try readings("1 2 3 4", ticks) } throws: {
            "\($0)".hasSuffix("/proc/stat: no line \"cpu\" with at least 4 numbers")
        }
    }

    @Test func findsTheLineWhereverItIs() throws {
        let copy = try FixtureCopy("normal")
        var collector = try RogueCPU(copy.machine)
        var readings: [Reading] = []
        let text = "cpu0 1 1 1 1\nwhatever\ncpu 2753 12 2055 255551 595 7 26 26 31 4\n"
        try copy.write(Array(text.utf8), to: "proc/stat")
        try collector.collect(into: &readings)
        #expect(readings == [Reading(RogueCPU.percent, 0.0)])
    }
}
