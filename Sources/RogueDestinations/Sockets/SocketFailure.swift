import Glibc

/// Why nothing can be sent, in words that stay the same from one attempt to the next.
struct SocketFailure: Error, Hashable {
    let reason: String

    init(_ reason: String) {
        self.reason = reason
    }

    /// `cannot send: Connection refused`.
    init(_ action: String, _ code: CInt) {
        reason = action + ": " + String(cString: strerror(code))
    }
}
