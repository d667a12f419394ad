package import Rogue

/// Processes that are measured together: those whose command line or name the pattern fits.
package struct ProcessGroup: Sendable, Hashable {
    /// The keys of a group in the configuration file.
    static let keys = [
        OptionKey("name", .text, isRequired: true), OptionKey("pattern", .expression, isRequired: true),
    ]

    /// What the tag `process` says.
    package let name: String
    /// It is searched for anywhere in the command line, its arguments parted by spaces, and in the name that the kernel
    /// has for the process.
    package let pattern: RegularExpression

    /// The processes that `pattern` fits, under a name.
    package init(name: String, pattern: RegularExpression) {
        self.name = name
        self.pattern = pattern
    }

    /// The group that the configuration file describes; `nil` where a key is missing.
    init?(_ options: Options) {
        guard let name = options.text("name"), let pattern = options.expression("pattern") else { return nil }
        self.init(name: name, pattern: pattern)
    }
}
