import Rogue

/// Samples as carbon's pickle protocol has them: frames of four bytes of length and a Python list of
/// `(path, (time, value))`, pickled by protocol 2.
struct CarbonPickle {
    private(set) var bytes: [UInt8] = []
    /// Where the frame under way begins; `nil` before the first.
    private var start: Int?

    /// The most bytes of a frame: carbon hangs up at more than 2^20.
    private static let longestFrame = 1 << 19

    /// The opcodes of a pickle: `pickletools.py` of Python's library.
    private enum Opcode {
        static let beginning: [UInt8] = [0x80, 2, UInt8(ascii: "]"), UInt8(ascii: "(")]
        static let text = UInt8(ascii: "X")
        static let shortInteger = UInt8(ascii: "J")
        static let longInteger: [UInt8] = [0x8a, 8]
        static let double = UInt8(ascii: "G")
        static let pairs: [UInt8] = [0x86, 0x86]
        static let end: [UInt8] = [UInt8(ascii: "e"), UInt8(ascii: ".")]
    }

    /// The frames of the samples whose value is a number, each path as `path` gives it, which is asked once for each run
    /// of samples of one metric.
    static func encode(_ samples: ArraySlice<Sample>, path: (MetricName) -> [UInt8]) -> [UInt8] {
        var pickle = CarbonPickle()
        pickle.bytes.reserveCapacity(samples.count * 80)
        var known: (metric: MetricName, path: [UInt8])?
        for sample in samples where sample.value.isFinite {
            if known?.metric != sample.metric { known = (sample.metric, path(sample.metric)) }
            pickle.append(known?.path ?? [], sample)
        }
        pickle.endFrame()
        return pickle.bytes
    }

    private mutating func append(_ path: [UInt8], _ sample: Sample) {
        // The opcodes and numbers of a point have less than 40 bytes.
        if let start, bytes.count - start + path.count + 40 > Self.longestFrame { endFrame() }
        if start == nil { beginFrame() }
        bytes.append(Opcode.text)
        append(bytesOf: UInt32(truncatingIfNeeded: path.count).littleEndian)
        bytes += path
        if let seconds = Int32(exactly: sample.time.seconds) {
            bytes.append(Opcode.shortInteger)
            append(bytesOf: seconds.littleEndian)
        } else {
            bytes += Opcode.longInteger
            append(bytesOf: Int64(sample.time.seconds).littleEndian)
        }
        bytes.append(Opcode.double)
        append(bytesOf: sample.value.bitPattern.bigEndian)
        bytes += Opcode.pairs
    }

    private mutating func beginFrame() {
        start = bytes.count
        bytes += [0, 0, 0, 0]
        bytes += Opcode.beginning
    }

    /// Ends the frame under way, and writes its length before it.
    private mutating func endFrame() {
        guard let start else { return }
        bytes += Opcode.end
        let length = UInt32(truncatingIfNeeded: bytes.count - start - 4).bigEndian
        withUnsafeBytes(of: length) { bytes.replaceSubrange(start..<start + 4, with: $0) }
        self.start = nil
    }

    private mutating func append(bytesOf number: some FixedWidthInteger) {
        withUnsafeBytes(of: number) { bytes += $0 }
    }
}
