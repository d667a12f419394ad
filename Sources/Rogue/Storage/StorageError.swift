import Glibc

/// What could not be done with a file or folder, in one line that names it and the reason.
package struct StorageError: Error, Hashable, CustomStringConvertible {
    package let action: String
    package let path: String
    package let reason: String

    package init(_ action: String, _ path: String, _ reason: String) {
        self.action = action
        self.path = path
        self.reason = reason
    }

    /// The reason is the system's.
    package init(_ action: String, _ path: String, errno code: CInt) {
        self.init(action, path, String(cString: strerror(code)))
    }

    /// `cannot lock var/db/agent.lock: Permission denied`.
    package var description: String { "cannot \(action) \(path): \(reason)" }
}
