import Rogue
import Testing

@testable import RogueDestinations

struct CarbonPickleTests {
    private func encode(_ samples: [Sample]) -> [UInt8] {
        CarbonPickle.encode(samples[...]) { Array($0.description.utf8) }
    }

    private func bytes(_ digits: String) -> [UInt8] {
        let digits = Array(digits.filter { $0 != " " })
        return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
    }

    /// What Python's `pickle.loads` reads as the list in the comments.
    @Test func aFrameAsPythonReadsIt() {
        // [("DC.host1.cpu.user", (1429628878, 8.5)), ("DC.host1.load.one", (1429628878, 3.0))]
        let time = Timestamp(1_429_628_878)
        let frame = encode([
            Sample(MetricName("DC.host1.cpu.user"), time, 8.5),
            Sample(MetricName("DC.host1.load.one"), time, .nan),
            Sample(MetricName("DC.host1.load.one"), time, 3),
        ])
        let expected = bytes(
            """
            00000052 80025d28 5811000000 44432e686f7374312e6370752e75736572 4ace673655 474021000000000000 8686 \
            5811000000 44432e686f7374312e6c6f61642e6f6e65 4ace673655 474008000000000000 8686 652e
            """
        )
        #expect(frame == expected)
    }

    @Test func aTimeBeyond2038() {
        // [("m", (4294967296, -0.5))]
        let frame = encode([Sample(MetricName("m"), Timestamp(1 << 32), -0.5)])
        #expect(frame == bytes("00000021 80025d28 5801000000 6d 8a08 0000000001000000 47bfe0000000000000 8686 652e"))
    }

    @Test func nothingIsNoFrame() {
        #expect(encode([]).isEmpty)
        #expect(encode([Sample(MetricName("m"), Timestamp(1), .infinity)]).isEmpty)
    }

    @Test func framesStayBelowCarbonsLimit() {
        let path = String(repeating: "x", count: 1_000)
        let samples = (1...3_000).map { Sample(MetricName(path), Timestamp($0), 1) }
        var rest = encode(samples)[...]
        var (frames, points) = (0, 0)
        while rest.count >= 4 {
            let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            let frame = rest.dropFirst(4).prefix(length)
            #expect(length < 1 << 20)
            #expect(frame.first == 0x80 && frame.last == UInt8(ascii: "."))
            frames += 1
            points += (frame.count - 6) / (5 + 1_000 + 5 + 9 + 2)
            rest = rest.dropFirst(4 + length)
        }
        #expect(rest.isEmpty && frames > 3 && points == 3_000)
    }
}
