/// Numbers as programs print them.
enum PlainNumber {
    private static let longest = 64

    /// The finite decimal number that all of the bytes are, if they are one: neither hexadecimal, nor `inf` or `nan`.
    static func double(_ bytes: ArraySlice<UInt8>) -> Double? {
        guard (1...longest).contains(bytes.count), bytes.allSatisfy(isPart),
            let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite
        else { return nil }
        return value
    }

    /// Seconds since 1970: digits, and a fraction or not.
    ///
    /// More than 11 digits before the point are milliseconds.
    static func time(_ bytes: ArraySlice<UInt8>) -> Double? {
        let whole = bytes.prefix { $0 != UInt8(ascii: ".") }
        guard !whole.isEmpty, bytes.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: ".") }),
            let value = double(bytes)
        else { return nil }
        return whole.count > 11 ? value / 1_000 : value
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isPart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): true
        default: isDigit(byte)
        }
    }
}
