import Dispatch
import Glibc

/// A lock between processes: `flock(2)` on a file that is made where it is missing and never removed.
///
/// The kernel frees it when the process ends, however it ends.
package final class FileLock: Sendable {
    private let descriptor: CInt

    /// Takes the lock, or answers `nil` where another process has it.
    package static func take(_ path: String) throws(StorageError) -> FileLock? {
        let lock = try FileLock(opening: path)
        return try lock.acquire(path, LOCK_EX | LOCK_NB) ? lock : nil
    }

    /// Takes the lock, and blocks the thread where another process has it: for locks that are held for a moment only.
    package static func wait(for path: String) throws(StorageError) -> FileLock {
        let lock = try FileLock(opening: path)
        _ = try lock.acquire(path, LOCK_EX)
        return lock
    }

    /// Takes the lock, and waits for it, for as long as it may take, where another process has it.
    package static func whenFree(_ path: String) async throws -> FileLock {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue(label: "rogue.lock").async {
                continuation.resume(with: Result { try wait(for: path) })
            }
        }
    }

    private init(opening path: String) throws(StorageError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, Prefix.fileMode)
        guard descriptor >= 0 else { throw StorageError("lock", path, errno: errno) }
    }

    private func acquire(_ path: String, _ operation: CInt) throws(StorageError) -> Bool {
        while flock(descriptor, operation) != 0 {
            let code = errno
            if code == EWOULDBLOCK { return false }
            guard code == EINTR else { throw StorageError("lock", path, errno: code) }
        }
        return true
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }
}
