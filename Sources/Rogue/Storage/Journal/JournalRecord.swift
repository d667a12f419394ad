import RoundRobin

/// A row of the journal as bytes: sequence number, payload, CRC-32C of both.
///
/// SQLite does not notice a bit that flipped in a row, so each row proves itself.
struct JournalRecord {
    private(set) var bytes: [UInt8]

    /// Starts a record.
    init(sequence: Int, capacity: Int) {
        bytes = []
        bytes.reserveCapacity(capacity + 12)
        append(UInt64(sequence))
    }

    mutating func append(_ number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
    }

    /// Appends bytes behind their number.
    mutating func append(counted part: [UInt8]) {
        append(UInt32(part.count))
        bytes += part
    }

    /// The finished record.
    consuming func sealed() -> [UInt8] {
        append(CRC32C.checksum(bytes))
        return bytes
    }

    /// Takes a record apart from its start; what is not there is `nil`.
    struct Reader {
        private var rest: ArraySlice<UInt8>

        /// Checks the record; `nil` where it is damaged, or not the one of this number.
        init?(_ bytes: [UInt8], sequence: Int) {
            guard bytes.count >= 12 else { return nil }
            rest = bytes.suffix(4)
            guard let checksum: UInt32 = number(), checksum == CRC32C.checksum(bytes.dropLast(4)) else { return nil }
            rest = bytes.dropLast(4)
            guard let found: UInt64 = number(), found == UInt64(sequence) else { return nil }
        }

        var isAtEnd: Bool { rest.isEmpty }

        mutating func number<Number: FixedWidthInteger>() -> Number? {
            let size = MemoryLayout<Number>.size
            guard rest.count >= size else { return nil }
            defer { rest = rest.dropFirst(size) }
            return rest.withUnsafeBytes { Number(littleEndian: $0.loadUnaligned(as: Number.self)) }
        }

        /// Bytes behind their number.
        mutating func part() -> [UInt8]? {
            guard let count: UInt32 = number(), rest.count >= Int(count) else { return nil }
            defer { rest = rest.dropFirst(Int(count)) }
            return Array(rest.prefix(Int(count)))
        }
    }
}
