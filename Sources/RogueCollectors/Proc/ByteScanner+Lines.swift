extension ByteScanner {
    /// Reads up to the end of the line, its newline with it, where it has one.
    @_lifetime(copy self)
    mutating func line() -> Span<UInt8>? {
        let bytes = rest
        guard nextLine() else { return nil }
        return bytes.extracting(first: bytes.count - rest.count)
    }

    /// Reads a word of hexadecimal digits, as far as it fits 64 bits.
    mutating func hexadecimal() -> UInt64? {
        let start = self
        guard let word = word(), let value = word.hexadecimal else {
            self = start
            return nil
        }
        return value
    }
}

extension Span<UInt8> {
    /// Whether it is these bytes.
    func equals(_ other: [UInt8]) -> Bool {
        guard count == other.count else { return false }
        for index in other.indices where self[index] != other[index] { return false }
        return true
    }

    /// Whether both are the same bytes.
    func equals(_ other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        for index in indices where self[index] != other[index] { return false }
        return true
    }

    /// Whether it ends in these bytes.
    func ends(with other: [UInt8]) -> Bool {
        count >= other.count && extracting(last: other.count).equals(other)
    }

    /// The number it is in hexadecimal digits, where it is nothing else and fits 64 bits.
    var hexadecimal: UInt64? {
        guard (1...16).contains(count) else { return nil }
        var value: UInt64 = 0
        for index in indices {
            guard let digit = self[index].hexadecimalDigit else { return nil }
            value = value << 4 | digit
        }
        return value
    }
}

extension UInt8 {
    /// What the hexadecimal digit is worth.
    var hexadecimalDigit: UInt64? {
        switch self {
        case 0x30...0x39: UInt64(self - 0x30)
        case 0x41...0x46: UInt64(self - 0x41 + 10)
        case 0x61...0x66: UInt64(self - 0x61 + 10)
        default: nil
        }
    }
}
