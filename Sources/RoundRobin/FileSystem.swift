import Crrd
import Glibc

/// What concerns all files of a folder at once.
package enum FileSystem {
    /// Waits until all that was written to the file system that holds `path` is on the disk.
    ///
    /// One call for thousands of files, where a `fdatasync` each would take as many disk accesses. The corresponding C
    /// function is `syncfs`.
    package static func sync(_ path: String) throws(RoundRobinError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw RoundRobinError(.sync, path, .other, String(cString: strerror(errno))) }
        defer { close(descriptor) }
        guard rogue_sync_file_system(descriptor) == 0 else {
            throw RoundRobinError(.sync, path, .other, String(cString: strerror(errno)))
        }
    }
}
