import Rogue
import Testing

@testable import RogueCollectors

@Suite struct RogueMemoryTests {
    private func percent(_ meminfo: String) throws -> [Reading] {
        let copy = try FixtureCopy("normal")
        try copy.write(Array(meminfo.utf8), to: "proc/meminfo")
        return try RogueMemory.readings(of: copy)
    }

    @Test func fixtures() throws {
        let normal = try RogueMemory.readings(of: FixtureCopy("normal"))
        #expect(normal == [Reading(RogueMemory.percent, (8_136_932.0 - 5_696_852) / 8_136_932 * 100)])
        let old = try RogueMemory.readings(of: FixtureCopy("old-kernel"))
        #expect(old == [Reading(RogueMemory.percent, (515_984.0 - 200_000) / 515_984 * 100)])
    }

    @Test(
        arguments: [
            ("MemTotal: 400 kB\nMemFree: 50 kB\nMemAvailable: 100 kB\n", 75),
            ("MemAvailable: 100 kB\nSwapCached: 7 kB\nMemFree: 50 kB\nMemTotal: 400 kB\n", 75),
            ("MemTotal: 400 kB\nMemFree: 0 kB\nMemAvailable: 0 kB\n", 100),
            ("MemTotal: 400 kB\nMemFree: 400 kB\nMemAvailable: 400 kB\n", 0),
            // More available than there is: what is free.
            ("MemTotal: 400 kB\nMemFree: 100 kB\nMemAvailable: 500 kB\n", 75),
            (
                "MemTotal: 400 kB\nMemFree: 100 kB\nBuffers: 18446744073709551615 kB\nCached: 18446744073709551615 kB\n",
                75
            ),
            ("MemTotal: 400 kB\nMemFree: 100 kB\nBuffers: 20 kB\nCached: 80 kB\nSwapCached: 50 kB\n", 50),
        ] as [(String, Double)]
    )
    func percent(meminfo: String, percent: Double) throws {
        #expect(try self.percent(meminfo) == [Reading(RogueMemory.percent, percent)])
    }

    @Test(arguments: [
        ("x", "no line \"MemTotal\" with a number"),
        ("MemTotal: 400 kB\nMemAvailable: 100 kB\n", "no line \"MemFree\" with a number"),
        ("MemTotal: 400 kB\nMemFree: 50 kB\n", "no line \"Buffers\" with a number"),
        ("MemTotal: 400 kB\nMemFree: 50 kB\nBuffers: 1 kB\n", "no line \"Cached\" with a number"),
        ("MemTotal: 400 kB\nMemFree: 50 kB\nMemAvailable: 10", "no number in line 3"),
        ("MemTotal: 99999999999999999999 kB\n", "no number in line 1"),
        ("MemTotal: 0 kB\nMemFree: 0 kB\nMemAvailable: 0 kB\n", "MemTotal is 0, or less than MemFree"),
        ("MemTotal: 1 kB\nMemFree: 2 kB\nMemAvailable: 1 kB\n", "MemTotal is 0, or less than MemFree"),
    ])
    func refuses(meminfo: String, reason: String) {
        #expect { try percent(meminfo) } throws: { "\($0)".hasSuffix("/proc/meminfo: " + reason) }
    }
}
