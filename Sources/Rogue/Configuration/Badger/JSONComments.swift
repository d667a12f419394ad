/// Comments in JSON, which has none, but which Stat Badger allows: `//` up to the end of the line, and `/* */`.
enum JSONComments {
    /// The text with spaces in the place of comments; those within strings are none.
    ///
    /// Lines and columns stay what they are.
    static func blanked(_ bytes: [UInt8]) -> [UInt8] {
        var blanked = bytes
        var state = State.code
        var index = 0
        while index < bytes.count {
            let pair = bytes[index...].prefix(2)
            let (length, next, isComment) = state.step(pair)
            for place in index..<min(index + length, bytes.count) where isComment && !lineBreaks.contains(bytes[place])
            {
                blanked[place] = UInt8(ascii: " ")
            }
            index += length
            state = next
        }
        return blanked
    }

    private static let lineBreaks = [UInt8(ascii: "\n"), UInt8(ascii: "\r")]

    private enum State {
        case code
        case string
        case line
        case block

        /// How many bytes are taken, what comes after them, and whether they belong to a comment.
        func step(_ pair: ArraySlice<UInt8>) -> (length: Int, next: State, isComment: Bool) {
            let first = pair.first ?? 0
            switch self {
            case .code:
                if pair.elementsEqual("//".utf8) { return (2, .line, true) }
                if pair.elementsEqual("/*".utf8) { return (2, .block, true) }
                return (1, first == UInt8(ascii: "\"") ? .string : .code, false)
            case .string:
                if first == UInt8(ascii: "\\") { return (2, .string, false) }
                return (1, first == UInt8(ascii: "\"") ? .code : .string, false)
            case .line:
                return (1, first == UInt8(ascii: "\n") ? .code : .line, true)
            case .block:
                return pair.elementsEqual("*/".utf8) ? (2, .code, true) : (1, .block, true)
            }
        }
    }
}
