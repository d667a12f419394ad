import Glibc
import RogueTestSupport
import Testing

@testable import Rogue

/// From events to buckets, on streams of the original's mathematics and of its bugs.
@Suite struct KeyMathsTests {
    /// A multiple of 30.
    static let origin = 1_795_219_680

    /// The buckets of a recording, read by way of a file.
    private func buckets(_ change: (KeyRecording) -> KeyRecording) throws -> [KeyBucket] {
        let folder = try TemporaryDirectory()
        let path = try folder.write(change(KeyRecording(at: Self.origin)).bytes, to: "recording")
        var stream = try KeyStream(path)
        var (events, buckets): ([KeyEvent], KeyBuckets) = ([], KeyBuckets())
        while try stream.read(into: &events, at: .now) {}
        for event in events { buckets.take(event) }
        return buckets.all.buckets
    }

    private func bucket(
        _ index: Int = 0,
        _ presses: UInt64,
        _ downDown: (UInt64, UInt64) = (0, 0),
        _ upDown: (UInt64, UInt64) = (0, 0),
        _ hold: (UInt64, UInt64) = (0, 0)
    ) -> KeyBucket {
        var bucket = KeyBucket(start: Self.origin + index * 30)
        bucket.presses = presses
        bucket.downDown = KeyTiming(count: downDown.0, microseconds: downDown.1 * 1_000)
        bucket.upDown = KeyTiming(count: upDown.0, microseconds: upDown.1 * 1_000)
        bucket.hold = KeyTiming(count: hold.0, microseconds: hold.1 * 1_000)
        return bucket
    }

    @Test func theOriginalsMathematics() throws {
        let found = try buckets {
            $0.key(30, 1, at: 1_000).key(30, 0, at: 1_100).key(31, 1, at: 1_300).key(31, 0, at: 1_450)
                .key(32, 1, at: 2_300).key(32, 0, at: 2_350)
        }
        #expect(found == [bucket(0, 3, (2, 1_300), (2, 1_050), (3, 300))])
        let means = found.map { [$0.downDown.mean, $0.upDown.mean, $0.hold.mean] }
        #expect(means == [[0.65, 0.525, 0.1]])
    }

    @Test func meansOfNothingAreZero() throws {
        let found = try buckets { $0.key(30, 1, at: 0) }
        #expect(found == [bucket(0, 1)])
        #expect(found.map(\.downDown.mean) == [0] && found.map(\.hold.mean) == [0])
    }

    /// The original took a repeat for a press.
    @Test func repeatsAreNoPresses() throws {
        let found = try buckets {
            $0.key(30, 1, at: 0).key(30, 2, at: 500).key(30, 2, at: 533).key(30, 2, at: 566).key(30, 0, at: 600)
        }
        #expect(found == [bucket(0, 1, (0, 0), (0, 0), (1, 600))])
    }

    /// The original took the time since the latest press of any key: 50 and 150 ms here.
    @Test func rolloverIsPairedPerKey() throws {
        let found = try buckets {
            $0.key(30, 1, at: 0).key(31, 1, at: 100).key(30, 0, at: 150).key(31, 0, at: 250)
        }
        #expect(found == [bucket(0, 2, (1, 100), (0, 0), (2, 300))])
    }

    /// The first press of a bucket had the whole idle time before it.
    @Test func anIdleGapIsNoTyping() throws {
        let found = try buckets {
            $0.key(30, 1, at: 1_000).key(30, 0, at: 1_100).key(30, 1, at: 70_000).key(30, 0, at: 70_100)
        }
        #expect(
            found == [bucket(0, 1, (0, 0), (0, 0), (1, 100)), bucket(1, 0), bucket(2, 1, (0, 0), (0, 0), (1, 100))]
        )
    }

    @Test(arguments: [(4_900, 1), (5_000, 1), (5_001, 0)])
    func typingGoesOnFromBucketToBucket(pause: Int, pairs: UInt64) throws {
        let found = try buckets {
            $0.key(30, 1, at: 29_000).key(30, 0, at: 29_050).key(31, 1, at: 29_000 + pause)
        }
        #expect(found.last?.downDown == KeyTiming(count: pairs, microseconds: pairs * UInt64(pause) * 1_000))
    }

    @Test func inABucketEachPauseCounts() throws {
        let found = try buckets { $0.key(30, 1, at: 1_000).key(30, 0, at: 1_100).key(30, 1, at: 21_000) }
        #expect(found == [bucket(0, 2, (1, 20_000), (1, 19_900), (1, 100))])
    }

    @Test func aKeyHeldAcrossTheEdgeCountsWhereItIsReleased() throws {
        let found = try buckets { $0.key(30, 1, at: 29_900).key(30, 0, at: 30_200) }
        #expect(found == [bucket(0, 1), bucket(1, 0, (0, 0), (0, 0), (1, 300))])
    }

    @Test(arguments: [(29_999, 0), (30_000, 1), (59_999, 1), (60_000, 2)])
    func theGrid(time: Int, index: Int) throws {
        let found = try buckets { $0.key(30, 1, at: 0).key(31, 1, at: time) }
        #expect(found.map(\.start) == (0...index).map { Self.origin + $0 * 30 })
        #expect(found.map(\.presses).reduce(0, +) == 2 && found.last?.presses == (index == 0 ? 2 : 1))
    }

    @Test func missingPressesAndReleases() throws {
        let found = try buckets {
            $0.key(30, 0, at: 0).key(31, 1, at: 100).key(31, 1, at: 300).key(31, 0, at: 400).key(31, 0, at: 500)
        }
        #expect(found == [bucket(0, 2, (1, 200), (2, 400), (1, 100))])
    }

    @Test func keysThatAreNeverReleasedAreBounded() {
        var (timer, bucket) = (KeyTimer(), KeyBucket(start: 0))
        for code in 0..<UInt16(5_000) {
            let key = KeyEvent.Key(device: 1, code: code)
            timer.take(KeyEvent(.press, key, at: KeyTime(recorded: Int64(code))), into: &bucket)
        }
        #expect(timer.heldKeys == KeyTimer.mostHeld && bucket.presses == 5_000)
        // The latest are kept.
        let last = KeyEvent.Key(device: 1, code: 4_999)
        timer.take(KeyEvent(.release, last, at: KeyTime(recorded: 6_000)), into: &bucket)
        #expect(bucket.hold == KeyTiming(count: 1, microseconds: 1_001))
    }

    /// SYN_DROPPED: the kernel had no room for all that happened.
    @Test func afterALossNothingIsPaired() throws {
        let found = try buckets {
            $0.key(30, 1, at: 0).event(0, 3, 0, at: 100).key(30, 0, at: 200).key(31, 1, at: 300)
        }
        #expect(found == [bucket(0, 2, (0, 0), (1, 100))])
    }

    @Test func otherEventsAreNoKeys() throws {
        let found = try buckets {
            $0.event(2, 0, 1, at: 0).event(4, 4, 30, at: 1).key(0x110, 1, at: 2).key(0x110, 0, at: 3).key(30, 1, at: 4)
                .event(0x11, 0, 1, at: 5).key(30, 7, at: 6)
        }
        #expect(found == [bucket(0, 1)])
    }

    /// A clock that was set back: what would take less than no time is left out.
    @Test func timesThatRunBackwards() throws {
        let found = try buckets { $0.key(30, 1, at: 20_000).key(31, 1, at: 10_000).key(30, 0, at: 11_000) }
        #expect(found == [bucket(0, 2)])
    }

    @Test func damageMakesNoCrash() throws {
        let whole = KeyRecording(at: Self.origin).typing(Array(30..<40)).bytes
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<200 {
            var bytes = whole
            for _ in 0..<20 {
                bytes[.random(in: 0..<bytes.count, using: &generator)] = .random(in: 0...255, using: &generator)
            }
            bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator))
            let folder = try TemporaryDirectory()
            var stream = try KeyStream(try folder.write(bytes, to: "recording"))
            var (events, buckets): ([KeyEvent], KeyBuckets) = ([], KeyBuckets())
            while try stream.read(into: &events, at: .now) {}
            for event in events { buckets.take(event) }
            #expect(buckets.all.buckets.count <= KeyState.limit)
            #expect(KeyState(buckets.all.bytes) == buckets.all)
        }
    }

    @Test func recordsThatComeInPieces() throws {
        let folder = try TemporaryDirectory()
        let bytes = KeyRecording(at: Self.origin).typing([30, 31, 32]).bytes
        let path = folder.file("fifo")
        try #require(mkfifo(path, 0o600) == 0)
        var stream = try KeyStream(path)
        let writer = open(path, O_WRONLY)
        var events: [KeyEvent] = []
        #expect(try stream.read(into: &events, at: .now))
        for start in stride(from: 0, to: bytes.count, by: 7) {
            let piece = Array(bytes[start..<min(start + 7, bytes.count)])
            #expect(write(writer, piece, piece.count) == piece.count)
            #expect(try stream.read(into: &events, at: .now))
        }
        #expect(events.count == 6)
        close(writer)
        #expect(try !stream.read(into: &events, at: .now))
    }
}
