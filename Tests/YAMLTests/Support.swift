import YAML

extension Tree {
    init(_ text: String) {
        self.init([UInt8](text.utf8), file: "f.yaml")
    }

    /// What is wrong, a line each.
    var lines: [String] { mistakes.map(\.description) }
}

extension Node {
    /// The tree in one line, each value with its place: `{a@1:1: 'b'@1:4}`.
    var outline: String {
        let place = "@\(mark.line):\(mark.column)"
        switch content {
        case .scalar(let scalar): return (scalar.isPlain ? scalar.text : "'\(scalar.text)'") + place
        case .sequence(let nodes): return "[" + nodes.map(\.outline).joined(separator: ", ") + "]" + place
        case .mapping(let entries):
            let texts = entries.map { "\($0.key)@\($0.mark.line):\($0.mark.column): \($0.value.outline)" }
            return "{" + texts.joined(separator: ", ") + "}" + place
        }
    }
}
