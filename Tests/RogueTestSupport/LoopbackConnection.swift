import Glibc

/// The server's side of a connection; its listener closes it.
package struct LoopbackConnection: Sendable {
    let descriptor: CInt

    /// The next bytes; none at the end of the connection, however it ended.
    package func read() -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var count = -1
        repeat { count = recv(descriptor, &buffer, 65_536, 0) } while count < 0 && errno == EINTR
        return Array(buffer.prefix(max(count, 0)))
    }

    /// All bytes up to the end of the connection.
    package func readToEnd() -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let next = read()
            guard !next.isEmpty else { return bytes }
            bytes += next
        }
    }

    /// Sends all of the text, or as much as the peer takes before it goes.
    package func write(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Waits until the peer breaks the connection or the listener is stopped, or for so many milliseconds.
    ///
    /// The peer's mere half-close (`shutdown`) does not end the wait.
    package func awaitBreak(milliseconds: Int? = nil) {
        // Without events, poll(2) reports only POLLHUP and POLLERR: both halves closed, or a reset.
        var entry = pollfd(fd: descriptor, events: 0, revents: 0)
        poll(&entry, 1, milliseconds.map { CInt(clamping: $0) } ?? -1)
    }

    /// Says that nothing more will come from this side.
    package func closeHalf() {
        shutdown(descriptor, CInt(SHUT_WR))
    }

    /// Makes the close that follows a reset: socket(7), SO_LINGER.
    package func resetOnClose() {
        var now = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
    }
}
