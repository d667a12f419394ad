import Glibc
import RoundRobin

/// The folder that holds a machine's history, and everything that belongs to it.
package struct Prefix: Hashable, Sendable {
    package let path: String

    /// The folder at `path`, which has to be there: for a program that reads.
    package init(existing path: String) throws(StorageError) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw StorageError("use prefix", path, errno: errno) }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw StorageError("use prefix", path, errno: ENOTDIR) }
        self.path = path
    }

    /// The modes, mode_t, of folders and files of the history: its group may read, all others nothing.
    static let folderMode: UInt32 = 0o750
    static let fileMode: UInt32 = 0o640
    /// The mode of folders for others, who decide by umask(2).
    package static let commonMode: UInt32 = 0o777

    /// The folder at `path`, made where it is missing, in which files can be made: for a program that writes.
    package init(making path: String, mode: UInt32 = Self.folderMode) throws(StorageError) {
        try Self.makeFolders(path, mode)
        try self.init(existing: path)
        guard access(path, W_OK | X_OK) == 0 else { throw StorageError("write into prefix", path, errno: errno) }
    }

    /// The path of a file below the prefix.
    package func file(_ name: String) -> String { path.hasSuffix("/") ? path + name : path + "/" + name }

    /// The folder's path from the root, all symbolic links resolved.
    package func absolutePath() throws(StorageError) -> String {
        guard let resolved = realpath(path, nil) else { throw StorageError("use prefix", path, errno: errno) }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Makes the folder that the file at `path` goes into.
    package static func makeFolder(of path: String, mode: UInt32 = Self.folderMode) throws(StorageError) {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
        try makeFolders(String(path[..<slash]), mode)
    }

    /// Makes the folder at `path` and those above it, as `mkdir -p` does.
    private static func makeFolders(_ path: String, _ mode: UInt32) throws(StorageError) {
        guard !path.isEmpty else { throw StorageError("make folder", "''", errno: ENOENT) }
        guard mkdir(path, mode) != 0, errno != EEXIST else { return }
        guard errno == ENOENT else { throw StorageError("make folder", path, errno: errno) }
        let names = path.split(separator: "/")
        guard names.count > 1 else { throw StorageError("make folder", path, errno: ENOENT) }
        try makeFolders((path.hasPrefix("/") ? "/" : "") + names.dropLast().joined(separator: "/"), mode)
        guard mkdir(path, mode) == 0 || errno == EEXIST else { throw StorageError("make folder", path, errno: errno) }
    }

    /// Waits until all that was written to the folder's file system is on the disk: `syncfs`.
    func sync() throws(StorageError) {
        do throws(RoundRobinError) {
            try FileSystem.sync(path)
        } catch {
            throw StorageError("sync", path, error.reason)
        }
    }

    /// The names of what is in a folder.
    static func names(in folder: String) throws(StorageError) -> [String] {
        guard let stream = opendir(folder) else { throw StorageError("list", folder, errno: errno) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            if let name = name(of: entry.pointee) { names.append(name) }
        }
        return names
    }

    /// The name of an entry, or `nil` where it is no UTF-8.
    private static func name(of entry: dirent) -> String? {
        withUnsafeBytes(of: entry.d_name) { String(validating: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    /// The metrics that have a file below the prefix, in the order of their names.
    ///
    /// A file `*.rrd` whose name no metric has is none of Rogue's and is passed over.
    package func metrics() throws(StorageError) -> [MetricName] {
        var found: [MetricName] = []
        try walk("") { relative in
            if let metric = MetricPath.metric(at: relative) { found.append(metric) }
        }
        return found.map { ($0.description, $0) }.sorted { $0.0 < $1.0 }.map(\.1)
    }

    /// Calls `visit` with the relative path of each file that ends in `.rrd`.
    private func walk(_ folder: String, _ visit: (String) -> Void) throws(StorageError) {
        guard let stream = opendir(file(folder)) else { throw StorageError("list", file(folder), errno: errno) }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            guard let name = Self.name(of: entry.pointee), !name.hasPrefix(".") else { continue }
            let relative = folder + name
            // No symbolic link is followed: it may lead out of the prefix, or round in a circle.
            switch kind(of: entry.pointee, at: relative) {
            case S_IFDIR: try walk(relative + "/", visit)
            case S_IFREG where name.hasSuffix(MetricPath.suffix): visit(relative)
            default: break
            }
        }
    }

    /// What an entry is, as in `st_mode`; some file systems leave it to `lstat` to say.
    private func kind(of entry: dirent, at relative: String) -> mode_t? {
        switch Int(entry.d_type) {
        case Int(DT_DIR): return S_IFDIR
        case Int(DT_REG): return S_IFREG
        case Int(DT_UNKNOWN):
            var status = stat()
            return lstat(file(relative), &status) == 0 ? status.st_mode & S_IFMT : nil
        default: return nil
        }
    }
}
