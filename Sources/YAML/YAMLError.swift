/// A mistake in a file: where it is, and what is wrong there.
package struct YAMLError: Error, Hashable, CustomStringConvertible {
    /// Where the mistake is.
    package let mark: Mark
    /// What is wrong, in a few words.
    package let reason: String

    /// A mistake at `mark`.
    package init(_ mark: Mark, _ reason: String) {
        self.mark = mark
        self.reason = reason
    }

    /// `rogue.yaml:12:3: the key 'interval' is given twice, first in line 4`.
    package var description: String { "\(mark): \(reason)" }
}
