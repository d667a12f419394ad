/// Walks over a text of /proc, and never beyond its end: what is not there is `nil` or `false`.
///
/// A number, word or line counts only with the byte that ends it, for at the end of a cut file it may be half of
/// one. A scanner is a value: a copy is a place to come back to.
struct ByteScanner: ~Escapable {
    private let bytes: Span<UInt8>
    private var position = 0

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>) {
        self.bytes = bytes
    }

    /// Whether nothing follows.
    var isAtEnd: Bool { position == bytes.count }

    /// What follows.
    var rest: Span<UInt8> {
        @_lifetime(copy self) get { bytes.extracting(position...) }
    }

    /// Goes to the next byte that is no space or tab.
    mutating func skipSpaces() {
        while position < bytes.count, bytes[position] == .space || bytes[position] == .tab { position += 1 }
    }

    /// Goes past `literal` if it is what follows.
    mutating func skip(_ literal: StaticString) -> Bool {
        let follows = literal.withUTF8Buffer { literal in
            guard literal.count <= bytes.count - position else { return false }
            for (index, byte) in literal.enumerated() where bytes[position + index] != byte { return false }
            return true
        }
        if follows { position += literal.utf8CodeUnitCount }
        return follows
    }

    /// Goes past the next `byte` of this line, or else to the line's end.
    mutating func skip(past byte: UInt8) -> Bool {
        while position < bytes.count, bytes[position] != .newline {
            position += 1
            if bytes[position - 1] == byte { return true }
        }
        return false
    }

    /// Goes to the start of the next line, or where this line has no end, to the end of the text.
    mutating func nextLine() -> Bool {
        while position < bytes.count {
            position += 1
            if bytes[position - 1] == .newline { return true }
        }
        return false
    }

    /// Reads the unsigned number that follows spaces, if there is one and it fits 64 bits.
    mutating func number() -> UInt64? {
        skipSpaces()
        guard let (value, end) = digits(from: position), end < bytes.count, bytes[end].isBlank else { return nil }
        position = end
        return value
    }

    /// Reads the number that follows spaces, with a minus before it or not, if it fits 63 bits.
    mutating func signed() -> Int64? {
        skipSpaces()
        let isNegative = skip("-")
        guard let size = number().flatMap({ Int64(exactly: $0) }) else { return nil }
        return isNegative ? -size : size
    }

    /// Reads the unsigned number that `byte` ends, and goes past that.
    mutating func number(before byte: UInt8) -> UInt64? {
        skipSpaces()
        guard let (value, end) = digits(from: position), end < bytes.count, bytes[end] == byte else { return nil }
        position = end + 1
        return value
    }

    /// Reads the unsigned decimal number that follows spaces, `0.35` or `7`, of at most nine decimals.
    mutating func decimal() -> Double? {
        skipSpaces()
        guard var (value, end) = digits(from: position), end < bytes.count else { return nil }
        var scale: UInt64 = 1
        if bytes[end] == .point {
            guard let (fraction, last) = digits(from: end + 1), last - end <= 10, last < bytes.count else { return nil }
            for _ in end + 1..<last { scale &*= 10 }
            let (whole, tooLarge) = value.multipliedReportingOverflow(by: scale)
            let (sum, tooMuch) = whole.addingReportingOverflow(fraction)
            guard !tooLarge, !tooMuch else { return nil }
            (value, end) = (sum, last)
        }
        guard bytes[end].isBlank else { return nil }
        position = end
        return Double(value) / Double(scale)
    }

    /// The number that the digits from `start` on make, if there are any and it fits 64 bits, and where they end.
    private func digits(from start: Int) -> (value: UInt64, end: Int)? {
        var value: UInt64 = 0
        var end = start
        while end < bytes.count, let digit = bytes[end].digit {
            let (tens, tooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, tooMuch) = tens.addingReportingOverflow(digit)
            guard !tooLarge, !tooMuch else { return nil }
            value = sum
            end += 1
        }
        return end > start ? (value, end) : nil
    }

    /// Reads the rest of the line, which has to be nothing but numbers, keeps the first of them, and says how many there are.
    mutating func numbers<let size: Int>(keeping kept: inout InlineArray<size, UInt64>) -> Int? {
        var count = 0
        while let number = number() {
            if count < size { kept[count] = number }
            count += 1
        }
        return skip("\n") ? count : nil
    }

    /// Reads the bytes up to the next space, tab or newline, if there are any.
    @_lifetime(copy self)
    mutating func word() -> Span<UInt8>? {
        skipSpaces()
        let start = position
        var end = position
        while end < bytes.count, !bytes[end].isBlank { end += 1 }
        guard end > start, end < bytes.count else { return nil }
        position = end
        return bytes.extracting(start..<end)
    }

    /// What lies between `start`, an earlier copy of this scanner, and here.
    @_lifetime(copy self)
    func bytes(since start: borrowing ByteScanner) -> Span<UInt8> {
        bytes.extracting(min(start.position, position)..<position)
    }
}

extension UInt8 {
    fileprivate static let tab = UInt8(ascii: "\t")
    fileprivate static let newline = UInt8(ascii: "\n")
    fileprivate static let point = UInt8(ascii: ".")
    fileprivate static let space = UInt8(ascii: " ")

    /// Whether it ends a number or a word.
    fileprivate var isBlank: Bool { self == .space || self == .newline || self == .tab }

    /// What the digit is worth.
    fileprivate var digit: UInt64? {
        let worth = self &- UInt8(ascii: "0")
        return worth < 10 ? UInt64(worth) : nil
    }
}
