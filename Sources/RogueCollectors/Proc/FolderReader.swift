import Glibc

/// Reads many small files below a folder, one after the other, into one buffer: nothing stays open but the folder.
final class FolderReader {
    /// What came of a file that belongs to a thing that may go away at any time.
    enum Failure: Error {
        /// The thing is gone, or has no such file.
        case gone
        /// The file may not be read, or cannot be.
        case unreadable
    }

    private let descriptor: CInt
    private var buffer = [UInt8](repeating: 0, count: 1 << 14)

    /// What is longer is refused.
    private static let limit = 1 << 20

    init(_ path: String) throws(ProcError) {
        descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
        guard descriptor >= 0 else { throw ProcError(cannotRead: path, errno: errno) }
    }

    deinit { close(descriptor) }

    /// Whether there is such a file.
    func exists(_ path: String) -> Bool { path.withCString { faccessat(descriptor, $0, F_OK, 0) } == 0 }

    /// Calls `body` with what the file says now, which is at least one byte: of what has ended, some files are empty.
    func read<Result>(_ path: String, _ body: (inout ByteScanner) -> Result) throws(Failure) -> Result {
        let count = try fill(path)
        guard count > 0 else { throw .gone }
        return buffer.withUnsafeBufferPointer { bytes in
            var text = ByteScanner(bytes.span.extracting(first: count))
            return body(&text)
        }
    }

    /// Calls `body` with the name of each entry of a folder, without `.` and `..`, and whether it is a folder.
    func forEachEntry(_ path: String, _ body: (Span<UInt8>, _ isFolder: Bool) -> Void) throws(Failure) {
        try forEach(path) { _, name, isFolder in
            let bytes = UnsafeRawBufferPointer(start: name, count: strlen(name)).bindMemory(to: UInt8.self)
            body(bytes.span, isFolder)
        }
    }

    /// Calls `body` with what each symbolic link in a folder says, or with nothing for a link that is gone.
    func forEachLink(_ path: String, _ body: (Span<UInt8>) -> Void) throws(Failure) {
        try forEach(path) { folder, name, _ in
            buffer.withUnsafeMutableBytes { bytes in
                let target = bytes.bindMemory(to: CChar.self)
                let count = target.baseAddress.map { max(readlinkat(folder, name, $0, target.count), 0) } ?? 0
                body(UnsafeRawBufferPointer(rebasing: bytes[..<count]).bindMemory(to: UInt8.self).span)
            }
        }
    }

    /// Calls `body` with what a symbolic link says.
    func readLink<Result>(_ path: String, _ body: (Span<UInt8>) -> Result) throws(Failure) -> Result {
        let (count, code) = buffer.withUnsafeMutableBytes { bytes in
            let target = bytes.bindMemory(to: CChar.self)
            let count =
                target.baseAddress.map { target in
                    path.withCString { readlinkat(descriptor, $0, target, bytes.count) }
                } ?? -1
            return (count, errno)
        }
        guard count >= 0 else { throw Self.failure(code) }
        return buffer.withUnsafeBufferPointer { body($0.span.extracting(first: count)) }
    }

    private func forEach(
        _ path: String,
        _ body: (_ folder: CInt, _ name: UnsafePointer<CChar>, _ isFolder: Bool) -> Void
    ) throws(Failure) {
        let folder = try open(path, O_DIRECTORY)
        guard let stream = fdopendir(folder) else {
            close(folder)
            throw .unreadable
        }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let isFolder = entry.pointee.d_type == UInt8(DT_DIR)
            withUnsafePointer(to: &entry.pointee.d_name) { name in
                name.withMemoryRebound(to: CChar.self, capacity: 256) { name in
                    if strcmp(name, ".") != 0, strcmp(name, "..") != 0 { body(folder, name, isFolder) }
                }
            }
        }
    }

    private func open(_ path: String, _ flags: CInt) throws(Failure) -> CInt {
        // Where a String is handed to C as it is, a copy of it is made on the heap.
        let (file, code) = path.withCString { path in
            (openat(descriptor, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | flags), errno)
        }
        guard file >= 0 else { throw Self.failure(code) }
        return file
    }

    private func fill(_ path: String) throws(Failure) -> Int {
        let file = try open(path, 0)
        defer { close(file) }
        var count = 0
        while true {
            if count == buffer.count {
                guard count < Self.limit else { throw .unreadable }
                buffer.append(contentsOf: repeatElement(0, count: count))
            }
            let (got, code) = buffer.withUnsafeMutableBytes { bytes in
                let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[count...])
                let got = Glibc.read(file, rest.baseAddress, rest.count)
                return (got, errno)
            }
            if got == 0 { return count }
            if got > 0 { count += got }
            if got < 0, code != EINTR { throw Self.failure(code) }
        }
    }

    private static func failure(_ code: CInt) -> Failure {
        code == ENOENT || code == ESRCH || code == ENOTDIR ? .gone : .unreadable
    }
}
