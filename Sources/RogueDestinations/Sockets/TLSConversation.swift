import Glibc
import Rogue

/// One delivery over TLS, within a time limit: libcurl ciphers, and the end of the connection means what it does without.
struct TLSConversation {
    let timeout: Int
    let deadline: ContinuousClock.Instant

    /// Sends the lines, closes this half of the connection, and waits for the peer to close the other.
    ///
    /// libcurl says TLS's own good-bye only when it lets go of the connection, so a second descriptor keeps it.
    func deliver(_ lines: [UInt8], _ connection: consuming EasyHandle) -> Outcome {
        guard let socket = connection.socket else { return .unavailable("cannot connect") }
        let copy = fcntl(socket, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
        guard copy >= 0 else { return .unavailable("cannot connect: " + String(cString: strerror(errno))) }
        defer { close(copy) }
        if let failure = send(lines, connection, copy) { return .unavailable(failure) }
        _ = consume connection
        guard shutdown(copy, CInt(SHUT_WR)) == 0 else {
            return .unavailable("the connection broke: " + String(cString: strerror(errno)))
        }
        let conversation = LineConversation(copy, timeout: timeout, deadline: deadline)
        return conversation.awaitEnd(ofTLS: true).map { .unavailable($0) } ?? .delivered
    }

    /// Sends all of the lines, to the point where the peer's kernel has them; answers with what went wrong, or `nil`.
    private func send(_ lines: [UInt8], _ connection: EasyHandle, _ socket: CInt) -> String? {
        var rest = lines[...]
        while !rest.isEmpty {
            do throws(CurlError) {
                rest = rest.dropFirst(try connection.send(rest))
            } catch {
                return error.reason
            }
            if !rest.isEmpty, !wait(socket, POLLOUT) { return "the peer did not take the lines within \(timeout) s" }
        }
        var unacknowledged: CInt = 1
        while unacknowledged > 0 {
            guard ioctl(socket, UInt(TIOCOUTQ), &unacknowledged) == 0 else { return String(cString: strerror(errno)) }
            guard deadline > .now else { return "the peer did not take the lines within \(timeout) s" }
            // There is no event for it.
            if unacknowledged > 0 { poll(nil, 0, 1) }
        }
        return nil
    }

    /// Whether the socket is ready before the deadline.
    private func wait(_ socket: CInt, _ events: CInt) -> Bool {
        let left = deadline - .now
        guard left > .zero else { return false }
        var entry = pollfd(fd: socket, events: Int16(truncatingIfNeeded: events), revents: 0)
        return poll(&entry, 1, CInt(clamping: Int(left / .milliseconds(1)) + 1)) != 0
    }
}
