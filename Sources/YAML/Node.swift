/// A part of a YAML file, with the place where it begins.
package struct Node: Hashable, Sendable {
    /// Where it begins.
    package let mark: Mark
    /// What it is.
    package var content: Content

    /// What a node is.
    package indirect enum Content: Hashable, Sendable {
        case scalar(Scalar)
        case sequence([Node])
        case mapping([Entry])
    }

    /// A key with its value.
    package struct Entry: Hashable, Sendable {
        /// As it stands in the file, without quotes.
        package let key: String
        /// Where the key is.
        package let mark: Mark
        /// What the key stands for.
        package var value: Node

        /// A key at `mark`.
        package init(key: String, mark: Mark, value: Node) {
            self.key = key
            self.mark = mark
            self.value = value
        }
    }

    /// What is at `mark`.
    package init(_ mark: Mark, _ content: Content) {
        self.mark = mark
        self.content = content
    }

    /// Whether there is nothing: a key without a value, `~` or `null`.
    package var isNull: Bool {
        guard case .scalar(let scalar) = content else { return false }
        return scalar.isPlain && ["", "~", "null"].contains(scalar.text)
    }

    /// What the node is, for a person: `a text`, `a list`, `a mapping`, `nothing`.
    package var kind: String {
        switch content {
        case .scalar: isNull ? "nothing" : "a text"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}
