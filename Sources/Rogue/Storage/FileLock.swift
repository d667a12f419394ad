import Glibc

/// A lock between processes: `flock(2)` on a file that is made where it is missing and never removed.
///
/// The kernel frees it when the process ends, however it ends.
package final class FileLock: Sendable {
    private let descriptor: CInt

    /// Takes the lock, or answers `nil` where another process has it.
    package convenience init?(ifFree path: String) throws(StorageError) {
        try self.init(path, flags: LOCK_EX | LOCK_NB)
    }

    /// Takes the lock, and waits for it where another process has it.
    package convenience init(waitingFor path: String) throws(StorageError) {
        guard (try self.init(path, flags: LOCK_EX)) != nil else {
            throw StorageError("lock", path, errno: EWOULDBLOCK)
        }
    }

    private init?(_ path: String, flags: CInt) throws(StorageError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw StorageError("lock", path, errno: errno) }
        while flock(descriptor, flags) != 0 {
            let code = errno
            if code == EINTR { continue }
            if code == EWOULDBLOCK { return nil }
            throw StorageError("lock", path, errno: code)
        }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }
}
