import Crrd
import Glibc

/// The part of an RRD file's header that an update changes, saved before the update.
///
/// An update that is cut short leaves a header whose parts do not fit together, and updating such a file again shifts its
/// rows. With the image put back, the same values can be added again, and end up where they belong.
package struct HeaderImage: Hashable, Sendable {
    /// Which file it is: the same inode number alone may be another file's by now.
    package let identity: Identity
    /// Where the bytes belong.
    package let offset: Int
    package let bytes: [UInt8]

    /// What tells one file from another at the same path.
    package struct Identity: Hashable, Sendable {
        package let inode: UInt64
        /// Nanoseconds since 1970; 0 where the file system does not keep it.
        package let birth: Int64
        /// A checksum of what never changes in the header: sources and archives.
        package let layout: UInt32

        package init(inode: UInt64, birth: Int64, layout: UInt32) {
            self.inode = inode
            self.birth = birth
            self.layout = layout
        }
    }

    package init(identity: Identity, offset: Int, bytes: [UInt8]) {
        self.identity = identity
        self.offset = offset
        self.bytes = bytes
    }
}

extension RoundRobinFile {
    /// Reads the image; only while nobody updates the file.
    package func headerImage() throws(RoundRobinError) -> HeaderImage {
        try look { bytes throws(RoundRobinError) in try bytes.image }
    }

    /// Reads the header and its image at one look.
    package func headerAndImage() throws(RoundRobinError) -> (header: RoundRobinHeader, image: HeaderImage) {
        try look { bytes throws(RoundRobinError) in (try bytes.header, try bytes.image) }
    }

    /// Puts the image back; answers `false`, and changes nothing, where it is another file's.
    ///
    /// With librrd's own lock, so that no reader sees a header that is half the old and half the new one.
    package func restore(_ image: HeaderImage) throws(RoundRobinError) -> Bool {
        let descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else {
            guard errno != ENOENT else { return false }
            throw systemError(.restore, errno)
        }
        defer { close(descriptor) }
        try lock(descriptor)
        // A file that is cut, or garbage, is left as it is: somebody may want to look at it.
        guard let bytes = try? HeaderBytes(descriptor, path: path), (try? bytes.header) != nil,
            let present = try? bytes.image, present.identity == image.identity,
            present.offset == image.offset, present.bytes.count == image.bytes.count
        else { return false }
        let written = pwrite(descriptor, image.bytes, image.bytes.count, off_t(image.offset))
        guard written == image.bytes.count else { throw systemError(.restore, written < 0 ? errno : EIO) }
        return true
    }

    /// Takes librrd's kind of lock for writing.
    private func lock(_ descriptor: CInt) throws(RoundRobinError) {
        var request = flock()
        request.l_type = Int16(F_WRLCK)
        request.l_whence = Int16(SEEK_SET)
        for _ in 0..<Librrd.patience {
            if fcntl(descriptor, F_SETLK, &request) == 0 { return }
            guard errno == EACCES || errno == EAGAIN else { throw systemError(.restore, errno) }
            usleep(.random(in: 1_000...5_000))
        }
        throw RoundRobinError(.restore, path, .locked, "could not lock RRD")
    }

    private func systemError(_ operation: RoundRobinError.Operation, _ code: CInt) -> RoundRobinError {
        RoundRobinError(operation, path, code == ENOENT ? .missing : .other, String(cString: strerror(code)))
    }
}
