/// Values for an RRD file, in ascending time, in the form that librrd takes: `TIME:VALUE`, one after the other.
///
/// All of them are one piece of memory: with a `String` each, catching up would spend more time on them than librrd does.
package struct RoundRobinUpdates: TextOutputStream {
    /// The texts, each ended by a NUL.
    private(set) var bytes: [UInt8] = []
    /// Where each begins.
    private(set) var starts: [Int] = []

    package init(capacity: Int = 0) {
        bytes.reserveCapacity(capacity * 32)
        starts.reserveCapacity(capacity)
    }

    /// Adds a value; `nil` is unknown.
    package mutating func append(_ value: Double?, at time: Int) {
        begin(time)
        if let value { value.write(to: &self) } else { write("U") }
        bytes.append(0)
    }

    /// Adds a count.
    package mutating func append(_ count: UInt64, at time: Int) {
        begin(time)
        write(count.description)
        bytes.append(0)
    }

    private mutating func begin(_ time: Int) {
        starts.append(bytes.count)
        write(time.description)
        bytes.append(UInt8(ascii: ":"))
    }

    package mutating func write(_ string: String) {
        bytes += string.utf8
    }

    /// What the standard library calls for the digits of a number, with no `String` in between.
    package mutating func _writeASCII(_ buffer: UnsafeBufferPointer<UInt8>) {
        bytes += buffer
    }

    /// Calls `body` with a C argument vector of the texts.
    func withVector<Result>(_ body: (UnsafeMutablePointer<UnsafePointer<CChar>?>) -> Result) -> Result {
        bytes.withUnsafeBytes { bytes in
            let texts = bytes.assumingMemoryBound(to: CChar.self)
            var vector = starts.map { texts.baseAddress?.advanced(by: $0) } + [nil]
            return body(&vector)
        }
    }
}
