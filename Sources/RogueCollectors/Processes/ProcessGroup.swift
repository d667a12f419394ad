/// Processes that are measured together: those whose command line or name the pattern fits.
package struct ProcessGroup: Sendable, Hashable {
    /// What the tag `process` says.
    package let name: String
    /// A POSIX extended regular expression, regex(7): it is searched for anywhere in the command line, its arguments
    /// parted by spaces, and in the name that the kernel has for the process.
    package let pattern: String

    package init(name: String, pattern: String) {
        self.name = name
        self.pattern = pattern
    }
}
