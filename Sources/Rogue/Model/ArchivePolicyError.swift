/// What is wrong with an archive policy, in one line that names the part and the reason.
package struct ArchivePolicyError: Error, Hashable, CustomStringConvertible {
    package let part: String
    package let reason: String

    init(_ part: some StringProtocol, _ reason: String) {
        self.part = String(part)
        self.reason = reason
    }

    /// `archives "1m:30s": the retention is shorter than the step`.
    package var description: String {
        // As a literal, so that a part with a line break in it still makes one line.
        "archives \(part.debugDescription): \(reason)"
    }
}
