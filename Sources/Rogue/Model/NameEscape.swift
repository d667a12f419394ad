/// How a part of a metric's name is written where some characters mean something: in its text form and in its path.
enum NameEscape {
    /// Percent-encodes what would mean something else: `%`, `/`, `=`, `;`, control characters, a leading dot.
    static func encoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        for (index, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "%"), UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: ";"), 0..<0x20, 0x7f:
                bytes += escape(byte)
            case UInt8(ascii: ".") where index == 0:
                bytes += escape(byte)
            default:
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func escape(_ byte: UInt8) -> [UInt8] {
        let digits = [UInt8]("0123456789ABCDEF".utf8)
        return [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }

    /// Undoes the percent-encoding, or `nil` where a `%` is not followed by two hexadecimal digits.
    static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let value = UInt8(String(Substring(rest.prefix(2))), radix: 16) else { return nil }
            rest = rest.dropFirst(2)
            bytes.append(value)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
