import RogueTestSupport
import RoundRobin
import Testing

@testable import Rogue

/// What rogue-keycounter reads and leaves, damaged at random.
@Suite struct KeyFuzzTests {
    private static let recording = KeyRecording(at: 1_795_219_680).typing([30, 31, 32, 30])
        .event(0, 3, 0, at: 900).typing([57, 58], at: 45_000).bytes

    @Test func states() {
        let buckets = (0..<5).map { index in
            var bucket = KeyBucket(start: 1_795_219_680 + index / 2 * 300)
            bucket.presses = UInt64(index % 2)
            bucket.hold = KeyTiming(count: UInt64(index % 2), microseconds: 70_000)
            return bucket
        }
        let bytes = KeyState(first: 59_840_656, buckets: buckets).bytes
        let end = bytes.dropLast().lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let rounds = Fuzz.run("keys.state") { random in
            var damaged = Mutation.mutated(Array(bytes[..<end]), &random)
            // With the right checksum what lies behind it is reached, too.
            let checksum = String(CRC32C.checksum(damaged), radix: 16)
            damaged += Bool.random(using: &random) ? [UInt8]("crc32c \(checksum)\n".utf8) : Array(bytes[end...])
            guard let state = KeyState(damaged) else { return }
            #expect(state.buckets.count <= KeyState.limit)
            #expect(KeyState(state.bytes) == state)
        }
        #expect(rounds > 10)
    }

    /// A stream becomes buckets in which no more keys are pressed than it has records.
    @Test func events() throws {
        let folder = try TemporaryDirectory()
        let rounds = try Fuzz.run("input events") { random in
            let bytes = Mutation.mutated(Self.recording, &random)
            var stream = try KeyStream(folder.write(bytes, to: "events"))
            var events: [KeyEvent] = []
            while try stream.read(into: &events, at: KeyTime(recorded: 0)) {}
            var buckets = KeyBuckets()
            for event in events { buckets.take(event) }
            let all = buckets.all
            #expect(events.count <= bytes.count / InputRecord.size && all.buckets.count <= KeyState.limit)
            #expect(all.buckets.reduce(0) { $0 + $1.presses } <= UInt64(events.count))
            #expect(KeyState(all.bytes) == all)
        }
        #expect(rounds > 10)
    }
}
