import Glibc

/// One delivery over a connected, non-blocking socket, within a time limit; the socket is somebody else's to close.
///
/// Its steps answer with what went wrong, or `nil`.
struct LineConversation {
    private let socket: CInt
    private let timeout: Int
    private let deadline: ContinuousClock.Instant

    /// `timeout` is the number of seconds, counted from some time before, that end at `deadline`.
    init(_ socket: CInt, timeout: Int, deadline: ContinuousClock.Instant) {
        self.socket = socket
        self.timeout = timeout
        self.deadline = deadline
    }

    /// Sends all of the lines and closes this half of the connection.
    func send(_ lines: [UInt8]) -> String? {
        var rest = lines[...]
        while !rest.isEmpty {
            // Without the flag, a peer that has gone would end this process with SIGPIPE.
            let count = rest.withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
            }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if let failure = failure(errno, waitingFor: POLLOUT, otherwise: "did not take the lines") {
                return failure
            }
        }
        return shutdown(socket, CInt(SHUT_WR)) == 0 ? nil : "the connection broke: \(words(errno))"
    }

    /// Waits for the peer's end of the connection; of TLS, some bytes may come before it.
    func awaitEnd(ofTLS isTLS: Bool = false) -> String? {
        var bytes = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = recv(socket, &bytes, bytes.count, 0)
            if count == 0 { return checkAcknowledged() }
            if count > 0, isTLS { continue }
            if count > 0 { return "the peer answered, where it has nothing to say: it speaks another protocol" }
            if let failure = failure(errno, waitingFor: POLLIN, otherwise: "did not close the connection") {
                return failure
            }
        }
    }

    /// A peer that closed before the lines reached it closed for another reason: a proxy without a backend, say.
    ///
    /// By the time that the end of a peer that has read all of it arrives, its kernel has acknowledged the last byte,
    /// so nothing is left in the send queue: tcp(7), SIOCOUTQ.
    private func checkAcknowledged() -> String? {
        var unacknowledged: CInt = 0
        guard ioctl(socket, UInt(TIOCOUTQ), &unacknowledged) == 0 else { return words(errno) }
        return unacknowledged == 0 ? nil : "the peer closed the connection before it had the lines"
    }

    /// Waits where `code` asks for patience; answers with a reason where there is none to be had, or no time left.
    private func failure(_ code: CInt, waitingFor events: CInt, otherwise: String) -> String? {
        if code == EINTR { return nil }
        guard code == EAGAIN || code == EWOULDBLOCK else { return "the connection broke: \(words(code))" }
        let left = deadline - .now
        guard left > .zero else { return "the peer \(otherwise) within \(timeout) s" }
        // Rounded up, so as not to spin through the last millisecond.
        let milliseconds = left / .milliseconds(1)
        var entry = pollfd(fd: socket, events: Int16(truncatingIfNeeded: events), revents: 0)
        poll(&entry, 1, CInt(milliseconds) + 1)
        return nil
    }

    private func words(_ code: CInt) -> String { String(cString: strerror(code)) }
}
