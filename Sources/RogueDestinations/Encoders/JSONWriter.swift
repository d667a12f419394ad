/// JSON text, written piece by piece: RFC 8259.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []
    private let layout: Layout
    private var depth = 0
    /// Whether nothing precedes in the object or array that is open.
    private var isFirst = true

    /// What is between the pieces; each as Python's `json.dumps` knows it.
    enum Layout: Hashable {
        /// Nothing.
        case compact
        /// A space behind each comma and colon.
        case spaced
        /// A line for each, indented by four spaces a level.
        case indented
    }

    init(_ layout: Layout) {
        self.layout = layout
    }

    mutating func begin(_ bracket: Unicode.Scalar) {
        separate()
        open(bracket)
    }

    /// Begins the object or array that is the value of a key.
    mutating func begin(_ bracket: Unicode.Scalar, of key: String) {
        append(key: key)
        open(bracket)
    }

    mutating func end(_ bracket: Unicode.Scalar) {
        depth -= 1
        if !isFirst { breakLine() }
        isFirst = false
        bytes.append(UInt8(ascii: bracket))
    }

    mutating func append(_ key: String, text: String) {
        append(key: key)
        append(quoting: text)
    }

    /// A key and a number, which is written as it stands.
    mutating func append(_ key: String, number: some CustomStringConvertible) {
        append(key: key)
        bytes += number.description.utf8
    }

    /// An element of an array.
    mutating func append(text: String) {
        separate()
        append(quoting: text)
    }

    /// An element of an array, a number, which is written as it stands.
    mutating func append(number: some CustomStringConvertible) {
        separate()
        bytes += number.description.utf8
    }

    private mutating func append(key: String) {
        separate()
        append(quoting: key)
        bytes += (layout == .compact ? ":" : ": ").utf8
    }

    private mutating func open(_ bracket: Unicode.Scalar) {
        bytes.append(UInt8(ascii: bracket))
        depth += 1
        isFirst = true
    }

    private mutating func separate() {
        if !isFirst { bytes += (layout == .spaced ? ", " : ",").utf8 }
        if depth > 0 { breakLine() }
        isFirst = false
    }

    private mutating func breakLine() {
        guard layout == .indented else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes += repeatElement(UInt8(ascii: " "), count: depth * 4)
    }

    private mutating func append(quoting text: String) {
        let digits = [UInt8]("0123456789abcdef".utf8)
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0..<0x20: bytes += "\\u00".utf8 + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
