import Glibc

/// What is wrong with a file of /proc or /sys, in one line that names it and the reason.
package struct ProcError: Error, Hashable, CustomStringConvertible {
    package let path: String
    /// `cannot read /proc/stat: No such file or directory`, or `/proc/stat: no line "cpu" with at least 4 numbers`.
    package let description: String

    /// The system could not read the file.
    init(cannotRead path: String, errno code: CInt) {
        self.path = path
        self.description = "cannot read \(path): \(String(cString: strerror(code)))"
    }

    /// What the file says is not what it has to say.
    init(_ path: String, _ reason: String) {
        self.path = path
        self.description = "\(path): \(reason)"
    }
}
