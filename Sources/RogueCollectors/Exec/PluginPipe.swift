import Glibc

/// A pipe: no child inherits it by accident, and reading never waits.
struct PluginPipe {
    let reading: CInt
    let writing: CInt

    init() throws(ExecError) {
        var ends: [CInt] = [-1, -1]
        guard pipe(&ends) == 0 else { throw ExecError("make a pipe", errno) }
        // Where the agent's own 0, 1 or 2 are closed, a pipe would take their place, and be in the way of a child's.
        reading = Self.raised(ends[0])
        writing = Self.raised(ends[1])
        guard reading >= 0, writing >= 0, fcntl(reading, F_SETFL, O_NONBLOCK) == 0,
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
