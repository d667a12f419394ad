/// A text that stands for itself, a number, a truth value or nothing: whoever reads it decides.
package struct Scalar: Hashable, Sendable {
    /// Without quotes, and with escapes replaced.
    package let text: String
    /// Whether it stands without quotes.
    package let isPlain: Bool
    /// Where its first character is, if it stands in the file as it is, in one line and without escapes.
    package let start: Mark?

    /// A text, and how it stands in the file.
    package init(_ text: String, isPlain: Bool, start: Mark?) {
        self.text = text
        self.isPlain = isPlain
        self.start = start
    }
}
