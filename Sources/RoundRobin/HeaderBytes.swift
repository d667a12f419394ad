import Crrd
import Glibc

/// The header of an open file, read at one look: what it says, and what it takes to put it back.
struct HeaderBytes {
    private let path: String
    private let status: stat
    private let birth: Int64
    private let bytes: [UInt8]

    /// Reads it; does not keep the descriptor.
    init(_ descriptor: CInt, path: String) throws(RoundRobinError) {
        self.path = path
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw RoundRobinError(.read, path, .unusable, "not a regular file")
        }
        self.status = status
        birth = Int64(rogue_birth_time(descriptor))
        bytes = RoundRobinHeader.bytes(of: descriptor)
    }

    /// The header, checked.
    var header: RoundRobinHeader {
        get throws(RoundRobinError) {
            do throws(RoundRobinHeader.Damage) {
                return try RoundRobinHeader(bytes.span.bytes, fileSize: Int(status.st_size))
            } catch {
                throw RoundRobinError(.read, path, .unusable, error.reason)
            }
        }
    }

    /// Inode and time of birth in one number, mixed so that neighbours are far apart.
    var identity: Int {
        Int(truncatingIfNeeded: UInt64(status.st_ino) &* 0x9e37_79b9_7f4a_7c15 ^ UInt64(bitPattern: birth))
    }

    /// The part that updates change.
    var image: HeaderImage {
        get throws(RoundRobinError) {
            let extent = try RoundRobinHeader.liveExtent(bytes, path: path)
            let layout = CRC32C.checksum(bytes[..<extent.lowerBound])
            let identity = HeaderImage.Identity(inode: UInt64(status.st_ino), birth: birth, layout: layout)
            return HeaderImage(identity: identity, offset: extent.lowerBound, bytes: Array(bytes[extent]))
        }
    }
}

extension RoundRobinFile {
    /// Opens the file, and looks at its header: one `open` and one `pread`, no lock; `body` is
    /// given the descriptor, too.
    ///
    /// Without the lock an update may be under way; `lastUpdate` is the field that it writes last.
    func look<Result>(
        _ body: (HeaderBytes, CInt) throws(RoundRobinError) -> Result
    ) throws(RoundRobinError) -> Result {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            let code = errno
            throw RoundRobinError(.read, path, code == ENOENT ? .missing : .other, String(cString: strerror(code)))
        }
        defer { close(descriptor) }
        return try body(try HeaderBytes(descriptor, path: path), descriptor)
    }
}
