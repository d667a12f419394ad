import Glibc

/// How much room a file system has: statvfs(3).
package struct FilesystemSpace: Hashable, Sendable {
    /// The unit of the three that follow, in bytes.
    var fragment: UInt64
    var blocks: UInt64
    var free: UInt64
    /// Free for everybody, and not for root alone.
    var available: UInt64
    /// 0 where files are made as long as there is room.
    var inodes: UInt64
    var freeInodes: UInt64
    var availableInodes: UInt64
}

extension FilesystemSpace {
    /// Asks the system, which may take for ever where a server has to answer.
    @Sendable package static func ask(_ point: String) throws -> FilesystemSpace {
        var found = statvfs()
        guard statvfs(point, &found) == 0 else { throw ProcError(cannotRead: point, errno: errno) }
        return FilesystemSpace(
            fragment: UInt64(found.f_frsize),
            blocks: UInt64(found.f_blocks),
            free: UInt64(found.f_bfree),
            available: UInt64(found.f_bavail),
            inodes: UInt64(found.f_files),
            freeInodes: UInt64(found.f_ffree),
            availableInodes: UInt64(found.f_favail)
        )
    }
}
