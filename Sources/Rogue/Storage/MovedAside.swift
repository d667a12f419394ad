import Glibc

/// A file on its way out of the road; nothing is ever deleted.
enum MovedAside {
    /// Renames the file to `PATH.WORD-TIME`, with a `+` more where there is such a file, and answers the new path.
    ///
    /// No file, no move: the answer is `nil`.
    @discardableResult
    static func move(_ path: String, to word: String, at time: Timestamp) throws(StorageError) -> String? {
        guard access(path, F_OK) == 0 else { return nil }
        let target = target(path, word, time)
        guard rename(path, target) == 0 else { throw StorageError("move aside", path, errno: errno) }
        return target
    }

    /// Renames a damaged SQLite database and what SQLite keeps beside it to `PATH.corrupt-TIME`, and answers that path.
    static func moveDatabase(_ path: String, at time: Timestamp) throws(StorageError) -> String {
        let target = target(path, "corrupt", time)
        for part in ["", "-wal", "-shm"] {
            guard rename(path + part, target + part) == 0 || errno == ENOENT else {
                throw StorageError("move aside", path + part, errno: errno)
            }
        }
        return target
    }

    private static func target(_ path: String, _ word: String, _ time: Timestamp) -> String {
        var target = "\(path).\(word)-\(time)"
        while access(target, F_OK) == 0 { target += "+" }
        return target
    }
}
