import Foundation
import Rogue
import RogueTestSupport
import Testing

@testable import RogueCollectors

/// Files with bytes changed, cut, doubled and exchanged, for ROGUE_FUZZ_SECONDS each: nothing may end the program, and
/// no reading may be anything but a number.
@Suite struct FuzzTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let seconds = environment["ROGUE_FUZZ_SECONDS"].flatMap(Double.init) ?? 1

    @Test(arguments: Subject.all) func mutations(subject: Subject) throws {
        let seed = Self.environment["ROGUE_FUZZ_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0...UInt64.max)
        print("fuzz \(subject.name): ROGUE_FUZZ_SEED=\(seed)")
        var random = SeededGenerator(seed: seed)
        let end = ContinuousClock.now + .seconds(Self.seconds)
        var looks = 0
        while ContinuousClock.now < end || looks == 0 {
            let copy = try FixtureCopy(["server", "centos7", "container"].randomElement(using: &random) ?? "server")
            let files = try copy.files()
            guard var collector = try? subject.make(copy) else { continue }
            for _ in 0..<200 where ContinuousClock.now < end || looks == 0 {
                guard let path = files.randomElement(using: &random) else { break }
                let whole = try copy.read(path)
                try copy.write(Self.mutated(whole, &random), to: path)
                var readings: [Reading] = []
                try? collector.collect(into: &readings)
                try Self.check(readings, seed)
                if Bool.random(using: &random) { try copy.write(whole, to: path) }
                looks += 1
            }
        }
        #expect(looks > 0)
    }

    private static func check(_ readings: [Reading], _ seed: UInt64) throws {
        for reading in readings {
            guard case .gauge(let value) = reading.value else { continue }
            try #require(value.isFinite && value >= 0, "\(reading.metric.name) \(value), seed \(seed)")
            if let range = reading.metric.range {
                try #require(range.contains(value), "\(reading.metric.name) \(value), seed \(seed)")
            }
        }
    }

    private static func mutated(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
            let place = Int.random(in: bytes.indices, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 2: bytes.removeSubrange(place...)
            case 3: bytes.remove(at: place)
            case 4: bytes.insert(contentsOf: Array("18446744073709551615".utf8), at: place)
            default: bytes.insert(contentsOf: bytes[place...].prefix(64), at: place)
            }
        }
        return bytes
    }
}
