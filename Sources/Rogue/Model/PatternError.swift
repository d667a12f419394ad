/// Why a text is no pattern, in one line.
package struct PatternError: Error, Hashable, CustomStringConvertible {
    /// As it was written.
    package let pattern: String
    /// What is wrong with it.
    package let reason: String

    init(_ pattern: String, _ reason: String) {
        self.pattern = pattern
        self.reason = reason
    }

    /// `pattern "/a(/": Unmatched ( or \(`.
    package var description: String {
        // As a literal, so that a pattern with a line break in it still makes one line.
        "pattern \(pattern.debugDescription): \(reason)"
    }
}
