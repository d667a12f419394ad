import Glibc

/// Why a program cannot be started, in one line.
package struct ExecError: Error, Hashable, CustomStringConvertible {
    /// `cannot start /usr/bin/x: No such file or directory`.
    package let description: String

    /// The `code` is one of errno(3).
    package init(_ action: String, _ code: CInt) {
        description = "cannot \(action): \(String(cString: strerror(code)))"
    }
}
