import Glibc

/// `keys.state`: what rogue-keycounter hands to the agent.
package struct KeyStateFile: Hashable, Sendable {
    /// Its name under the prefix.
    package static let name = "keys.state"
    /// Some times what a day of busy buckets takes: a longer file is not ours.
    private static let limit = 1 << 20

    private let path: String

    /// The file in a folder.
    package init(in folder: String) {
        path = (folder.hasSuffix("/") ? folder : folder + "/") + Self.name
    }

    /// Which file is there now, and when it was written; `nil` where there is none.
    package var trace: FileTrace? { FileTrace(path) }

    /// What it holds; a file that is missing or damaged is an error.
    package func read() throws(StorageError) -> KeyState {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw StorageError("read", path, errno: errno) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= Self.limit {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw StorageError("read", path, errno: errno) }
            if count == 0 { break }
            bytes += chunk[..<count]
        }
        guard bytes.count <= Self.limit, let state = KeyState(bytes) else {
            throw StorageError("read", path, "it is cut, damaged, or of another program")
        }
        return state
    }

    /// Replaces it: whoever reads sees the old file or the new one, whenever the writer is killed.
    ///
    /// Without fsync: after a power loss an older file is as good, for what it misses was not counted by an agent either.
    package func write(_ state: KeyState) throws(StorageError) {
        let draft = path + ".new"
        do throws(StorageError) {
            try Self.write(state.bytes, to: draft)
            guard rename(draft, path) == 0 else { throw StorageError("replace", path, errno: errno) }
        } catch {
            unlink(draft)
            throw error
        }
    }

    private static func write(_ bytes: [UInt8], to path: String) throws(StorageError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, Prefix.fileMode)
        guard descriptor >= 0 else { throw StorageError("write", path, errno: errno) }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw StorageError("write", path, errno: errno) }
            rest = rest.dropFirst(count)
        }
    }
}
