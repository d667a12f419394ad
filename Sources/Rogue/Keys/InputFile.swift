import Glibc

/// An open file of input records, closed with its last reference.
final class InputFile: Sendable {
    let path: String
    let descriptor: CInt

    /// Opens what is at the path; a FIFO without a writer, and a device without news, hold nobody up.
    init(_ path: String) throws(StorageError) {
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.error(path, errno) }
        self.path = path
        self.descriptor = descriptor
    }

    /// Standard input, or a copy of it.
    init(copyingStandardInput: Void) throws(StorageError) {
        descriptor = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
        guard descriptor >= 0 else { throw StorageError("read", "stdin", errno: errno) }
        path = "stdin"
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// What a read came to.
    enum Outcome {
        case bytes(Int)
        case nothingYet
        case failed(CInt)
    }

    /// Reads what is there into the buffer from a byte on; 0 bytes is the end.
    func read(into buffer: inout [UInt8], from offset: Int) -> Outcome {
        while true {
            let (count, code) = buffer.withUnsafeMutableBytes { bytes in
                let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[offset...])
                return (Glibc.read(descriptor, rest.baseAddress, rest.count), errno)
            }
            if count >= 0 { return .bytes(count) }
            if code == EAGAIN { return .nothingYet }
            if code != EINTR { return .failed(code) }
        }
    }

    /// `cannot open /dev/input/event3: Permission denied: add this user to the group 'input'`.
    private static func error(_ path: String, _ code: CInt) -> StorageError {
        guard code == EACCES, let group = readingGroup(path) else { return StorageError("open", path, errno: code) }
        return StorageError("open", path, "\(String(cString: strerror(code))): add this user to the group '\(group)'")
    }

    /// The group that may read the file, by name, or by number where it has none; `nil` where no group may.
    private static func readingGroup(_ path: String) -> String? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IRGRP != 0 else { return nil }
        var entry = group()
        var found: UnsafeMutablePointer<group>?
        // Room for the names of some thousand members; where that is too little, the number has to do.
        var buffer = [CChar](repeating: 0, count: 1 << 16)
        return buffer.withUnsafeMutableBufferPointer { buffer in
            guard getgrgid_r(status.st_gid, &entry, buffer.baseAddress, buffer.count, &found) == 0,
                let name = found?.pointee.gr_name
            else { return "\(status.st_gid)" }
            return String(cString: name)
        }
    }
}
