/// Fields of a protocol buffer: protobuf.dev, "Encoding".
struct Protobuf {
    private(set) var bytes: [UInt8] = []

    /// A field of bytes: a text, or another message.
    mutating func append(_ field: UInt64, _ content: some Collection<UInt8>) {
        append(varint: field << 3 | 2)
        append(varint: UInt64(content.count))
        bytes += content
    }

    /// A field of type `double`.
    mutating func append(_ field: UInt64, bitsOf value: UInt64) {
        append(varint: field << 3 | 1)
        withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
    }

    /// A field of type `int64`.
    mutating func append(_ field: UInt64, _ number: Int) {
        append(varint: field << 3)
        append(varint: UInt64(bitPattern: Int64(number)))
    }

    private mutating func append(varint number: UInt64) {
        var rest = number
        while rest > 0x7f {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }
}
