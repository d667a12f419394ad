import Glibc
package import Rogue

/// A file that holds one secret.
package enum SecretFile {
    /// The most bytes that a secret may have.
    private static let longest = 4_096

    /// The secret: the file's text without the white space around it.
    package static func read(_ path: String) throws(StorageError) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StorageError("read key file", path, errno: errno) }
        defer { close(descriptor) }
        let bytes = [UInt8](unsafeUninitializedCapacity: longest + 1) { buffer, count in
            count = max(0, Glibc.read(descriptor, buffer.baseAddress, buffer.count))
        }
        guard bytes.count <= longest, let text = String(validating: bytes, as: UTF8.self) else {
            throw StorageError("read key file", path, "it is no text of at most \(longest) bytes")
        }
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count == 1 else { throw StorageError("read key file", path, "it does not hold one word") }
        return String(words[0])
    }
}
