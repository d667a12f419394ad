import Glibc

/// One number of /sys, in a file of its own.
///
/// Such a file comes and goes with its device, and many have no value at times, as the speed of an interface that is
/// down: both are usual, and no error.
final class SysNumber {
    private let path: String
    private let staysOpen: Bool
    private var descriptor: CInt = -1

    /// The file at `path`, which is kept open between two looks, or not, where there may be too many.
    init(_ path: String, staysOpen: Bool = true) {
        self.path = path
        self.staysOpen = staysOpen
    }

    deinit { shut() }

    /// What the file says now, if it is there and says a number.
    func value() -> Int64? {
        if descriptor < 0 { descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) } }
        guard descriptor >= 0 else { return nil }
        defer { if !staysOpen { shut() } }
        // The kernel gives such a file in one read: sysfs_kf_seq_show in fs/sysfs/file.c.
        var bytes = InlineArray<32, UInt8>(repeating: 0)
        var span = bytes.mutableSpan
        let (count, code) = span.withUnsafeMutableBytes { bytes in
            (pread(descriptor, bytes.baseAddress, bytes.count, 0), errno)
        }
        guard count > 0 else {
            // The device is gone: one that takes its place has a file of its own.
            if count < 0, code == ENODEV { shut() }
            return nil
        }
        var text = ByteScanner(bytes.span.extracting(first: count))
        return text.signed()
    }

    private func shut() {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
    }
}
