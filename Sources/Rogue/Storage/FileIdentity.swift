import Glibc

/// Which file is at a path: another one in its place is another identity.
struct FileIdentity: Hashable, Sendable {
    let path: String
    private let device: UInt64
    private let inode: UInt64

    /// `nil` where there is no file.
    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.path = path
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
    }
}
