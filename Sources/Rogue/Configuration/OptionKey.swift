/// A key of the configuration file, and what its value has to be.
package struct OptionKey: Hashable, Sendable {
    /// As the file has it.
    package let name: String
    /// What the value has to be.
    package let kind: Kind
    /// Whether the mapping makes no sense without it.
    package let isRequired: Bool

    /// What a value has to be.
    package indirect enum Kind: Hashable, Sendable {
        /// `true` or `false`.
        case flag
        /// A whole number.
        case integer(ClosedRange<Int>)
        /// A length of time: `10s`, `5m`.
        case interval
        /// A length of time, or 0.
        case seconds
        /// Any text that is not empty.
        case text
        /// One of these words.
        case word([String])
        /// A list of texts, or one.
        case texts
        /// A list of patterns of metrics, or one.
        case patterns
        /// A regular expression.
        case expression
        /// A list of mappings, each with these keys.
        case groups([OptionKey])
    }

    /// A key with the kind of its value.
    package init(_ name: String, _ kind: Kind, isRequired: Bool = false) {
        self.name = name
        self.kind = kind
        self.isRequired = isRequired
    }
}
