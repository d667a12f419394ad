import Glibc

/// A file of /proc or /sys, kept open and read again from its start.
///
/// The descriptor stays with the file that was there at first. In /proc that is the living source; an ordinary file
/// that stands in for one (`--proc`) has to be rewritten in place, for one renamed over it is never seen.
final class ProcFile {
    let path: String
    private let descriptor: CInt
    private var buffer = [UInt8](repeating: 0, count: page)

    private static let page = 4_096
    /// 16 MiB, room for 100,000 network interfaces: a longer file is refused.
    private static let limit = 1 << 24

    /// Opens the file at `path`.
    init(_ path: String) throws(ProcError) {
        // Without O_NONBLOCK a FIFO in the file's place would hold the program until somebody writes to it.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw ProcError(cannotRead: path, errno: errno) }
        self.path = path
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Calls `body` with what the file says now, which is at least one byte.
    func read<Result>(_ body: (inout ByteScanner) throws(ProcError) -> Result) throws(ProcError) -> Result {
        try scan(try fill(), body)
    }

    /// Calls `body` with the beginning of the file, up to a page: enough of cpuinfo, which is long and dear.
    func readHead<Result>(_ body: (inout ByteScanner) throws(ProcError) -> Result) throws(ProcError) -> Result {
        let (count, code) = buffer.withUnsafeMutableBytes { bytes in
            (pread(descriptor, bytes.baseAddress, min(bytes.count, Self.page), 0), errno)
        }
        guard count >= 0 else { throw ProcError(cannotRead: path, errno: code) }
        return try scan(count, body)
    }

    private func scan<Result>(
        _ count: Int,
        _ body: (inout ByteScanner) throws(ProcError) -> Result
    ) throws(ProcError) -> Result {
        guard count > 0 else { throw malformed("the file is empty") }
        return try buffer.withUnsafeBufferPointer { bytes throws(ProcError) in
            var text = ByteScanner(bytes.span.extracting(first: count))
            return try body(&text)
        }
    }

    /// Whether the kernel makes it up: it has no size, while an ordinary file that stands in for one has.
    var isMadeUp: Bool {
        var status = stat()
        return fstat(descriptor, &status) == 0 && status.st_size == 0
    }

    /// Whether the kernel tells that nothing has happened since the last such question; of mounts and mountinfo it does:
    /// proc_pid_mounts(5).
    var isKnownUnchanged: Bool {
        var question = pollfd(fd: descriptor, events: Int16(POLLPRI), revents: 0)
        return poll(&question, 1, 0) == 0
    }

    /// The error for a text that is not what it has to be.
    func malformed(_ reason: String) -> ProcError { ProcError(path, reason) }

    /// Reads the whole file into the buffer, and says how long it is.
    ///
    /// A file of many records (net/dev, diskstats) gives about a page per read, however much room there is and however
    /// much follows: seq_read_iter in the kernel's fs/seq_file.c. Only a read of nothing is the end.
    private func fill() throws(ProcError) -> Int {
        var count = 0
        while true {
            if count == buffer.count { try grow() }
            let (got, code) = buffer.withUnsafeMutableBytes { bytes in
                let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[count...])
                let got = pread(descriptor, rest.baseAddress, rest.count, count)
                return (got, errno)
            }
            if got == 0 { return count }
            if got > 0 { count += got }
            if got < 0, code != EINTR { throw ProcError(cannotRead: path, errno: code) }
        }
    }

    /// Doubles the buffer and keeps what is in it.
    private func grow() throws(ProcError) {
        guard buffer.count < Self.limit else { throw malformed("the file is longer than 16 MiB") }
        buffer.append(contentsOf: repeatElement(0, count: buffer.count))
    }
}
