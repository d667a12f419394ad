import Glibc
import Rogue

/// Whole files as bytes.
enum Bytes {
    /// What is in the file; `nil` where there is none.
    static func read(_ path: String) throws -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            guard errno == ENOENT else { throw StorageError("read", path, errno: errno) }
            return nil
        }
        defer { close(descriptor) }
        var (bytes, part) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 16))
        while true {
            let count = Glibc.read(descriptor, &part, part.count)
            guard count >= 0 else { throw StorageError("read", path, errno: errno) }
            guard count > 0 else { return bytes }
            bytes += part[..<count]
        }
    }

    /// Makes the file's contents these, in place: it stays the same file.
    static func write(_ bytes: [UInt8], to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw StorageError("write", path, errno: errno) }
        defer { close(descriptor) }
        guard pwrite(descriptor, bytes, bytes.count, 0) == bytes.count, ftruncate(descriptor, bytes.count) == 0 else {
            throw StorageError("write", path, errno: errno)
        }
    }

    /// Writes the file, or removes it where there are no bytes.
    static func restore(_ bytes: [UInt8]?, to path: String) throws {
        guard let bytes else {
            unlink(path)
            return
        }
        try write(bytes, to: path)
    }

    /// How long the file is; 0 where there is none.
    static func size(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    /// The names in a folder.
    static func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}
