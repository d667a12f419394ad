import Glibc
import YAML

/// A file or folder of the configuration, as it is on the disk.
struct ConfigurationFile {
    let path: String

    /// The most files of a folder.
    private static let mostFiles = 1_000

    /// What the file holds, and a byte more than is allowed at most.
    func bytes() throws(YAMLError) -> [UInt8] {
        // Without O_NONBLOCK opening a pipe waits for somebody to write into it.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw failure(errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw failure("it is no file") }
        var bytes: [UInt8] = []
        while bytes.count <= Limits.bytes {
            var code: CInt = 0
            let room = min(65_536, Limits.bytes + 1 - bytes.count)
            let part = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                let result = read(descriptor, buffer.baseAddress, buffer.count)
                code = result < 0 ? errno : 0
                count = max(0, result)
            }
            guard code == 0 || code == EINTR else { throw failure(code) }
            if part.isEmpty, code == 0 { break }
            bytes += part
        }
        return bytes
    }

    /// The paths of the folder's files `*.yaml`, in the order of their names, without hidden ones.
    func contents() throws(YAMLError) -> [String] {
        guard let stream = opendir(path) else { throw failure(errno) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(".yaml"), !name.hasPrefix(".") { names.append(name) }
            guard names.count <= Self.mostFiles else { throw failure("there are more than \(Self.mostFiles) files") }
        }
        return names.sorted().map { file($0) }
    }

    /// The path of a file in the folder.
    private func file(_ name: String) -> String { path.hasSuffix("/") ? path + name : path + "/" + name }

    /// The path as it is meant in this file.
    func resolving(_ other: String) -> String {
        guard !other.hasPrefix("/"), let slash = path.lastIndex(of: "/") else { return other }
        return path[...slash] + other
    }

    private func failure(_ code: CInt) -> YAMLError { failure(String(cString: strerror(code))) }

    private func failure(_ reason: String) -> YAMLError { YAMLError(Mark(file: path), "cannot be read: \(reason)") }
}
