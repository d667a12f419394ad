/// How a text is written in the configuration file.
enum YAMLText {
    private static let words = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]

    /// The text, in quotes where it could be taken for something else; a dollar is doubled.
    static func scalar(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            let character = Character(Unicode.Scalar(byte))
            return character.isASCII && (character.isLetter || character.isNumber || "_./-".contains(character))
        }
        let start = text.first.map { $0.isLetter || $0.isNumber || $0 == "/" } ?? false
        return isPlain && start && !words.contains(text.lowercased()) ? text : quoted(text)
    }

    /// A list of texts in one line.
    static func list(_ texts: [String]) -> String {
        "[" + texts.map(quoted).joined(separator: ", ") + "]"
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar -> String in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "$": "$$"
            case _ where scalar.properties.generalCategory == .control || scalar.value > 0xd7ff:
                "\\U" + String(repeating: "0", count: 8 - hexadecimal(scalar).count) + hexadecimal(scalar)
            default: String(scalar)
            }
        }
        return "\"" + escaped.joined() + "\""
    }

    private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
        String(scalar.value, radix: 16, uppercase: true)
    }
}
