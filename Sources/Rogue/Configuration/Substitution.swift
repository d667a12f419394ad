import YAML

/// Puts the values of environment variables in the place of `${NAME}` and `${NAME:-default}`; `$$` is a dollar.
///
/// It happens in texts that were found in the file, not in the file: no value can become a key, a list or a mapping.
struct Substitution {
    let environment: (String) -> String?

    /// Stand in for the braces of `${…}` while the file is parsed; no character has these numbers.
    private static let braces: (open: Unicode.Scalar, close: Unicode.Scalar) = ("\u{10fffe}", "\u{10ffff}")

    /// The longest name of a variable with its default, in bytes.
    private static let longest = 1_000

    /// The file's text with the braces of each `${…}` hidden: within `{…}` and `[…]` they would be YAML's own.
    ///
    /// Each brace becomes one character, so that lines and columns stay what they are.
    static func hidingBraces(_ bytes: [UInt8]) -> [UInt8] {
        var hidden: [UInt8] = []
        hidden.reserveCapacity(bytes.count)
        var rest = bytes[...]
        while let dollar = rest.firstIndex(of: UInt8(ascii: "$")) {
            hidden += rest[...dollar]
            rest = rest[(dollar + 1)...]
            guard let inside = Self.inside(rest) else { continue }
            hidden += Array(String(braces.open).utf8) + inside + Array(String(braces.close).utf8)
            rest = rest[(inside.endIndex + 1)...]
        }
        return hidden + rest
    }

    /// What is between the braces that `text` begins with, in one line, where it begins with a name.
    private static func inside(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard text.first == UInt8(ascii: "{") else { return nil }
        let start = text.prefix(longest).dropFirst()
        guard let end = start.firstIndex(where: { [UInt8(ascii: "}"), UInt8(ascii: "\n")].contains($0) }),
            text[end] == UInt8(ascii: "}"), let first = start.first,
            first == UInt8(ascii: "_") || Character(Unicode.Scalar(first)).isLetter
        else { return nil }
        return text[text.index(after: text.startIndex)..<end]
    }

    /// The tree with all its texts substituted; what cannot be is added to `mistakes`.
    func applied(to node: Node, _ mistakes: inout Mistakes) -> Node {
        switch node.content {
        case .scalar(let scalar):
            let text = Self.showingBraces(scalar.text)
            var value = text
            do throws(YAMLError) {
                value = try expanded(text) { scalar.start?.advanced(by: $0) ?? node.mark }
            } catch {
                mistakes.add(error, spoiling: node.mark)
            }
            // What comes from a variable is a text, and be it `null`.
            let isPlain = scalar.isPlain && value == text
            return Node(node.mark, .scalar(Scalar(value, isPlain: isPlain, start: scalar.start)))
        case .sequence(let nodes):
            return Node(node.mark, .sequence(nodes.map { applied(to: $0, &mistakes) }))
        case .mapping(let entries):
            let applied = entries.map { entry in
                Node.Entry(
                    key: Self.showingBraces(entry.key),
                    mark: entry.mark,
                    value: self.applied(to: entry.value, &mistakes)
                )
            }
            return Node(node.mark, .mapping(applied))
        }
    }

    private static func showingBraces(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0 == braces.open || $0 == braces.close }) else { return text }
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    scalar == braces.open ? "{" : scalar == braces.close ? "}" : scalar
                }
            )
        )
    }

    /// The text with its variables replaced; `place` says where its characters are.
    private func expanded(_ text: String, at place: (Int) -> Mark) throws(YAMLError) -> String {
        let all = text.unicodeScalars
        var result = ""
        var rest = all[...]
        while let dollar = rest.firstIndex(of: "$") {
            result.unicodeScalars += rest[..<dollar]
            rest = rest[all.index(after: dollar)...]
            switch rest.first {
            case "$":
                result += "$"
                rest = rest.dropFirst()
            case "{":
                result += try value(&rest, place(all.distance(from: all.startIndex, to: dollar)))
            default:
                // A dollar by itself, as regular expressions have it.
                result += "$"
            }
        }
        result.unicodeScalars += rest
        return result
    }

    /// The value of the variable whose name and default `text` begins with, in braces.
    private func value(_ text: inout Substring.UnicodeScalarView, _ mark: Mark) throws(YAMLError) -> String {
        guard let end = text.firstIndex(of: "}") else { throw YAMLError(mark, "'${' has no '}'; a dollar is '$$'") }
        let inside = String(text[..<end].dropFirst())
        text = text[text.index(after: end)...]
        let split = inside.firstRange(of: ":-")
        let name = String(inside[..<(split?.lowerBound ?? inside.endIndex)])
        let isName = name.utf8.allSatisfy { $0 == UInt8(ascii: "_") || Character(Unicode.Scalar($0)).isASCIIWord }
        guard let first = name.first, isName, !first.isNumber else {
            throw YAMLError(mark, "\(name.shown) is not the name of a variable; a dollar is '$$'")
        }
        if let value = environment(name), !value.isEmpty || split == nil { return value }
        guard let split else { throw YAMLError(mark, "the variable \(name) is not set, and has no default") }
        return String(inside[split.upperBound...])
    }
}

extension Character {
    /// Whether it is a letter or digit of ASCII.
    fileprivate var isASCIIWord: Bool { isASCII && (isLetter || isNumber) }
}
