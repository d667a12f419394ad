import Glibc

/// A damaged SQLite database on its way out of the road.
enum QuarantinedDatabase {
    /// Renames the database and what SQLite keeps beside it to `PATH.corrupt-TIME`, and answers that path.
    static func moveAside(_ path: String, at time: Timestamp) throws(StorageError) -> String {
        var target = "\(path).corrupt-\(time)"
        while access(target, F_OK) == 0 { target += "+" }
        for part in ["", "-wal", "-shm"] {
            guard rename(path + part, target + part) == 0 || errno == ENOENT else {
                throw StorageError("move aside", path + part, errno: errno)
            }
        }
        return target
    }
}
