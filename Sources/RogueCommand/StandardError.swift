import Glibc

/// The process' standard error, without C's `stderr`, which Swift cannot prove safe.
package enum StandardError {
    /// Writes text, in one system call where it is short; what cannot be written is nobody's to hear of.
    package static func write(_ text: String) {
        var bytes = [UInt8](text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else { return }
            bytes = bytes.dropFirst(max(0, count))
        }
    }
}
