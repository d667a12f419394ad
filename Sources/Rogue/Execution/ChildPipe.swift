import Glibc

/// A pipe to or from a child: no other child inherits it by accident, and our own end never waits.
package struct ChildPipe {
    /// The end to read from.
    package let reading: CInt
    /// The end to write to.
    package let writing: CInt

    /// One of the ends.
    package enum End: Hashable, Sendable {
        case reading
        case writing
    }

    /// Makes a pipe of which one end is ours.
    package init(ours: End) throws(ExecError) {
        var ends: [CInt] = [-1, -1]
        guard pipe(&ends) == 0 else { throw ExecError("make a pipe", errno) }
        // Where our own 0, 1 or 2 are closed, a pipe would take their place, and be in the way of a child's.
        reading = Self.raised(ends[0])
        writing = Self.raised(ends[1])
        guard reading >= 0, writing >= 0, fcntl(ours == .reading ? reading : writing, F_SETFL, O_NONBLOCK) == 0,
            fcntl(reading, F_SETFD, FD_CLOEXEC) == 0, fcntl(writing, F_SETFD, FD_CLOEXEC) == 0
        else {
            let code = errno
            close(reading)
            close(writing)
            throw ExecError("make a pipe", code)
        }
    }

    private static func raised(_ descriptor: CInt) -> CInt {
        guard (0...STDERR_FILENO).contains(descriptor) else { return descriptor }
        defer { close(descriptor) }
        return fcntl(descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
    }
}
