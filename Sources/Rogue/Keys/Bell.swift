import Glibc

/// Wakes up who waits in poll(2): a pipe.
final class Bell: Sendable {
    /// What becomes readable when the bell rings.
    let descriptor: CInt
    private let handle: CInt

    /// A bell that has not rung.
    init() throws(StorageError) {
        var ends: [CInt] = [-1, -1]
        guard pipe(&ends) == 0 else { throw StorageError("make", "a pipe", errno: errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (descriptor, handle) = (ends[0], ends[1])
    }

    deinit {
        close(descriptor)
        close(handle)
    }

    /// Rings for good.
    func ring() {
        var byte: UInt8 = 1
        _ = write(handle, &byte, 1)
    }
}
