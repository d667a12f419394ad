import Glibc

extension RoundRobinFile {
    /// Reads the image; only while nobody updates the file.
    package func headerImage() throws(RoundRobinError) -> HeaderImage {
        try look { bytes, _ throws(RoundRobinError) in try bytes.image }
    }

    /// Reads the header and its image at one look, and has the kernel fetch the pages that so many updates will change,
    /// where there will be any.
    ///
    /// It returns before they are there: whoever looks at all files before it updates the first waits for the disk once,
    /// not for each file. The corresponding C function is `posix_fadvise`.
    package func headerAndImage(
        expecting updates: Int
    ) throws(RoundRobinError) -> (header: RoundRobinHeader, image: HeaderImage) {
        try look { bytes, descriptor throws(RoundRobinError) in
            let header = try bytes.header
            for (archive, offset) in zip(header.archives, header.latestRows) where updates > 0 {
                let length = (updates / archive.stepsPerRow + 1) * 8
                posix_fadvise(descriptor, off_t(offset), off_t(length), POSIX_FADV_WILLNEED)
            }
            return (header, try bytes.image)
        }
    }

    /// Reads the header, and a number that another file at this path has not: of its inode and time of birth.
    package func headerAndIdentity() throws(RoundRobinError) -> (header: RoundRobinHeader, identity: Int) {
        try look { bytes, _ throws(RoundRobinError) in (try bytes.header, bytes.identity) }
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
