import RoundRobin

/// What `keys.state` holds: the buckets of the latest day, numbered, so that a reader takes each exactly once.
///
/// Text, so that everybody can see what is in it: a head `rogue-keys 1 NUMBER`, the number of the first bucket; a line
/// `START PRESSES COUNT SUM COUNT SUM COUNT SUM` for each bucket, with the number and the microseconds of down-down,
/// up-down and hold; `START COUNT` in place of so many empty ones, one after the other; and `crc32c HEX` of all this.
package struct KeyState: Hashable, Sendable {
    /// A day, which is the longest interval, and ten minutes, for a reader that comes late.
    package static let limit = 2_900

    /// The number of the first bucket.
    ///
    /// A file that is made anew begins at the time, in buckets since 1970, so that no number comes twice.
    package var first: UInt64
    /// In the order in which they were counted; numbers have no gaps, starts may.
    package var buckets: [KeyBucket]

    /// Buckets, the first of which has this number.
    package init(first: UInt64 = 0, buckets: [KeyBucket] = []) {
        self.first = first
        self.buckets = buckets
    }

    /// The number that the bucket after the last one will have.
    package var next: UInt64 { first &+ UInt64(buckets.count) }

    /// The file's bytes.
    package var bytes: [UInt8] {
        var text = "rogue-keys 1 \(first)\n"
        var index = 0
        while index < buckets.count {
            let empty = emptyOnes(from: index)
            text += empty > 0 ? "\(buckets[index].start) \(empty)\n" : Self.line(buckets[index])
            index += max(1, empty)
        }
        return Array((text + Self.check(of: text)).utf8)
    }

    /// What the bytes say; `nil` where they are not whole.
    package init?(_ bytes: [UInt8]) {
        guard let end = bytes.dropLast().lastIndex(of: UInt8(ascii: "\n")) else { return nil }
        let text = String(decoding: bytes[...end], as: UTF8.self)
        guard bytes[(end + 1)...].elementsEqual(Self.check(of: text).utf8) else { return nil }
        let lines = text.split(separator: "\n").map { $0.split(separator: " ") }
        guard let head = lines.first, head.count == 3, head[0] == "rogue-keys", head[1] == "1",
            let first = UInt64(head[2])
        else { return nil }
        self.init(first: first)
        for line in lines.dropFirst() {
            guard append(line.compactMap { UInt64($0) }, of: line.count) else { return nil }
        }
    }

    /// How many buckets from this one on are empty and follow each other.
    private func emptyOnes(from index: Int) -> Int {
        let rest = buckets[index...]
        return rest.enumerated().prefix { offset, bucket in
            bucket.isEmpty && bucket.start - buckets[index].start == offset * KeyBucket.seconds
        }.count
    }

    private static func line(_ bucket: KeyBucket) -> String {
        let timings = [bucket.downDown, bucket.upDown, bucket.hold].map { " \($0.count) \($0.microseconds)" }
        return "\(bucket.start) \(bucket.presses)\(timings.joined())\n"
    }

    private static func check(of text: String) -> String {
        "crc32c \(String(CRC32C.checksum(Array(text.utf8)), radix: 16))\n"
    }

    /// Appends what a line of so many words says; `false` where it says nothing.
    private mutating func append(_ numbers: [UInt64], of words: Int) -> Bool {
        guard numbers.count == words, let time = numbers.first, let start = Int(exactly: time), start < 1 << 40 else {
            return false
        }
        switch numbers.count {
        case 2:
            guard numbers[1] <= UInt64(Self.limit - buckets.count) else { return false }
            buckets += (0..<Int(numbers[1])).map { KeyBucket(start: start + $0 * KeyBucket.seconds) }
        case 8:
            guard buckets.count < Self.limit else { return false }
            var bucket = KeyBucket(start: start)
            bucket.presses = numbers[1]
            bucket.downDown = KeyTiming(count: numbers[2], microseconds: numbers[3])
            bucket.upDown = KeyTiming(count: numbers[4], microseconds: numbers[5])
            bucket.hold = KeyTiming(count: numbers[6], microseconds: numbers[7])
            buckets.append(bucket)
        default: return false
        }
        return true
    }
}
