/// Text going into memory whose size was reckoned beforehand; beyond its end nothing is written.
struct ByteWriter: TextOutputStream {
    private let buffer: UnsafeMutableBufferPointer<UInt8>
    /// How many bytes were written.
    private(set) var count = 0

    init(_ buffer: UnsafeMutableBufferPointer<UInt8>) {
        self.buffer = buffer
    }

    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let base = bytes.baseAddress, bytes.count <= buffer.count - count else { return }
        buffer.baseAddress?.advanced(by: count).update(from: base, count: bytes.count)
        count += bytes.count
    }

    mutating func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { append($0) }
    }

    mutating func write(_ string: String) {
        var string = string
        string.withUTF8 { append($0) }
    }

    /// What the standard library calls for the digits of a number.
    ///
    /// With no `String` in between an export takes two thirds of the time. Were the hook to go, `write` would be called.
    mutating func _writeASCII(_ bytes: UnsafeBufferPointer<UInt8>) {
        append(bytes)
    }
}
