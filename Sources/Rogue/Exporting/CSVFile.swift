import Glibc

/// The CSV file of one metric, open for appending.
///
/// A run that was killed can leave half a row at the end; opening the file cuts that off.
final class CSVFile {
    let path: String
    private let descriptor: CInt
    /// Bytes of whole rows.
    private var size: Int
    /// The time of the last row, where there is one.
    private(set) var lastTime: Timestamp?
    /// How many bytes of an unfinished row were cut off.
    private(set) var tornBytes = 0

    /// The most that is looked at from the end to find the last whole row: far more than a row can have.
    private static let longestTail = 64 * 1024

    /// Opens the file at `path`, makes it and its folder where they are missing.
    init(_ path: String, _ row: CSVRow) throws(StorageError) {
        try Prefix.makeFolder(of: path, mode: Prefix.commonMode)
        self.path = path
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666)
        guard descriptor >= 0 else { throw StorageError("open", path, errno: errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw StorageError("open", path, errno: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw StorageError("open", path, "not a regular file") }
        size = Int(status.st_size)
        try repair(row)
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Cuts off an unfinished row, and reads the time of the last whole one.
    private func repair(_ row: CSVRow) throws(StorageError) {
        let tail = try tail()
        let newline = UInt8(ascii: "\n")
        guard let end = tail.lastIndex(of: newline) else {
            // Only the beginning of a first row, or what a power loss left of it, may be thrown away.
            let isTorn = tail.count == size && row.begins(with: tail)
            guard isTorn || tail.allSatisfy({ $0 == 0 }) else { throw foreign }
            return try cut(to: size - tail.count, torn: tail.count)
        }
        let torn = tail.count - (end + 1)
        if torn > 0 { try cut(to: size - torn, torn: torn) }
        let start = tail[..<end].lastIndex(of: newline).map { $0 + 1 } ?? 0
        let line = tail[start..<end]
        lastTime = row.time(of: line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
    }

    private var foreign: StorageError {
        StorageError("append to", path, "its end is not that of a CSV file, so it is left alone")
    }

    private func tail() throws(StorageError) -> [UInt8] {
        let length = min(size, Self.longestTail)
        let offset = off_t(size - length)
        let tail = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            count = max(0, pread(descriptor, buffer.baseAddress, length, offset))
        }
        guard tail.count == length else { throw StorageError("read", path, errno: errno) }
        return tail
    }

    private func cut(to size: Int, torn: Int) throws(StorageError) {
        guard ftruncate(descriptor, off_t(size)) == 0 else { throw StorageError("cut", path, errno: errno) }
        self.size = size
        tornBytes = torn
    }

    /// Appends whole rows; where they do not all fit, none of them is left.
    func append(_ rows: [UInt8]) throws(StorageError) {
        var written = 0
        while written < rows.count {
            let count = rows.withUnsafeBytes { bytes in
                pwrite(
                    descriptor,
                    UnsafeRawBufferPointer(rebasing: bytes[written...]).baseAddress,
                    bytes.count - written,
                    off_t(size + written)
                )
            }
            if count < 0 {
                let code = errno
                if code == EINTR { continue }
                _ = ftruncate(descriptor, off_t(size))
                throw StorageError("append to", path, errno: code)
            }
            written += count
        }
        size += written
    }
}
