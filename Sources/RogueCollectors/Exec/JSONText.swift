/// A JSON text that is walked over, and never beyond its end.
struct JSONText {
    private let bytes: ArraySlice<UInt8>
    private var position: Int

    /// Deeper texts are refused.
    private static let deepest = 16

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    private var next: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
    }

    /// Whether nothing but blanks follows.
    var isAtEnd: Bool {
        var copy = self
        copy.skipBlanks()
        return copy.next == nil
    }

    /// Whether a string follows.
    var isAtString: Bool {
        var copy = self
        return copy.takes("\"")
    }

    /// Goes past the character, if it is what follows blanks.
    mutating func takes(_ character: Unicode.Scalar) -> Bool {
        skipBlanks()
        guard next == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    /// The first key of the object behind its `{`, and past its colon; `nil` at the object's end.
    mutating func firstKey() throws(LineFault) -> String? {
        takes("}") ? nil : try key()
    }

    /// The next key; `nil` at the object's end.
    mutating func nextKey() throws(LineFault) -> String? {
        if takes("}") { return nil }
        guard takes(",") else { throw .badJSON }
        return try key()
    }

    private mutating func key() throws(LineFault) -> String {
        let key = try string()
        guard takes(":") else { throw .badJSON }
        return key
    }

    /// The number that follows; `nil` where another value does, which is passed over.
    mutating func number() throws(LineFault) -> Double? {
        skipBlanks()
        guard let first = next, first == UInt8(ascii: "-") || (0x30...0x39).contains(first) else {
            try skipValue()
            return nil
        }
        return try scalar()
    }

    /// Goes past the value that follows.
    mutating func skipValue() throws(LineFault) {
        try skipValue(depth: 0)
    }

    private mutating func skipValue(depth: Int) throws(LineFault) {
        guard depth < Self.deepest else { throw .badJSON }
        if isAtString {
            _ = try string()
        } else if takes("{") {
            var key = try firstKey()
            while key != nil {
                try skipValue(depth: depth + 1)
                key = try nextKey()
            }
        } else if takes("[") {
            guard !takes("]") else { return }
            repeat { try skipValue(depth: depth + 1) } while takes(",")
            guard takes("]") else { throw .badJSON }
        } else {
            _ = try scalar()
        }
    }

    /// A number, or `nil` for a word: Python writes `NaN` and `Infinity` besides JSON's own.
    private mutating func scalar() throws(LineFault) -> Double? {
        skipBlanks()
        let start = position
        while let byte = next, !Self.endsScalar(byte) { position += 1 }
        let scalar = bytes[start..<position]
        if let number = PlainNumber.double(scalar) { return number }
        let words = ["null", "true", "false", "NaN", "Infinity", "-Infinity"]
        let isNumber = scalar.allSatisfy { (0x2B...0x39).contains($0) || $0 | 0x20 == UInt8(ascii: "e") }
        guard words.contains(where: { scalar.elementsEqual($0.utf8) }) || isNumber && !scalar.isEmpty else {
            throw .badJSON
        }
        return nil
    }

    private static func endsScalar(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), 0...0x20: true
        default: false
        }
    }
}

extension JSONText {
    /// The string that follows.
    mutating func string() throws(LineFault) -> String {
        guard takes("\"") else { throw .badJSON }
        var text: [UInt8] = []
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: text, as: UTF8.self) else { throw .badJSON }
                return string
            case UInt8(ascii: "\\"): text += try escaped()
            case 0..<0x20: throw .badJSON
            default: text.append(byte)
            }
        }
        throw .badJSON
    }

    /// What the escape behind its backslash stands for, in UTF-8.
    private mutating func escaped() throws(LineFault) -> [UInt8] {
        guard let byte = next else { throw .badJSON }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"):
            var units = [try codeUnit()]
            if UTF16.isLeadSurrogate(units[0]), takesEscape() { units.append(try codeUnit()) }
            guard let text = String(validating: units, as: UTF16.self) else { throw .badJSON }
            return Array(text.utf8)
        default: throw .badJSON
        }
    }

    /// Goes past `\u`, if it follows.
    private mutating func takesEscape() -> Bool {
        guard bytes[position...].starts(with: "\\u".utf8) else { return false }
        position += 2
        return true
    }

    private mutating func codeUnit() throws(LineFault) -> UInt16 {
        let digits = bytes[position...].prefix(4)
        guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw .badJSON }
        position += 4
        return unit
    }
}
