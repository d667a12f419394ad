extension Span<UInt8> {
    /// A copy of the bytes.
    var array: [UInt8] { withUnsafeBufferPointer { Array($0) } }

    /// The bytes as text, where they are UTF-8.
    var text: String? { withUnsafeBufferPointer { String(validating: $0, as: UTF8.self) } }

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

    /// The number it is in decimal digits, where it is nothing else and of at most 18 of them.
    var decimal: UInt64? {
        guard (1...18).contains(count) else { return nil }
        var value: UInt64 = 0
        for index in indices {
            let digit = self[index] &- 0x30
            guard digit < 10 else { return nil }
            value = value * 10 + UInt64(digit)
        }
        return value
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
