import Glibc

/// Why a program cannot be started, in one line.
struct ExecError: Error, Hashable, CustomStringConvertible {
    /// `cannot start /usr/bin/x: No such file or directory`.
    let description: String

    init(_ action: String, _ code: CInt) {
        description = "cannot \(action): \(String(cString: strerror(code)))"
    }
}
