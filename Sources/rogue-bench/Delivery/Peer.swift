import Glibc

/// What a server does to a connection.
enum Peer {
    /// Sends text, as far as the peer takes it.
    static func write(_ connection: CInt, _ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Sends an answer of HTTP; the connection may go on.
    static func answer(_ connection: CInt, _ status: Int, _ body: String) -> Bool {
        write(connection, "HTTP/1.1 \(status) -\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
        return true
    }

    /// Makes the close that follows a reset: socket(7), SO_LINGER.
    static func reset(_ connection: CInt) {
        var now = linger(l_onoff: 1, l_linger: 0)
        setsockopt(connection, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
    }

    /// Says nothing until the peer is gone.
    static func awaitEnd(_ connection: CInt) {
        var entry = pollfd(fd: connection, events: 0, revents: 0)
        poll(&entry, 1, -1)
    }
}
