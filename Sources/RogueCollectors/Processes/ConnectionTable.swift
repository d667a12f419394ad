/// The TCP connections there are, found by what a link in /proc/PID/fd says of them.
struct ConnectionTable {
    /// What a connection has transferred.
    struct Connection {
        let cookie: UInt64
        let received: UInt64
        let sent: UInt64
        /// Whether it was not there at the last look.
        let isNew: Bool
    }

    private var connections: [UInt64: Connection] = [:]
    private var cookies: Set<UInt64>?

    /// ESTABLISHED, FIN_WAIT1, FIN_WAIT2, CLOSE_WAIT, LAST_ACK and CLOSING: those with a process and bytes.
    private static let states: UInt32 = 1 << 1 | 1 << 4 | 1 << 5 | 1 << 8 | 1 << 9 | 1 << 11
    private static let prefix = Array("socket:[".utf8)

    var isEmpty: Bool { connections.isEmpty }

    /// The connection that a link such as `socket:[12345]` leads to.
    subscript(link: Span<UInt8>) -> Connection? {
        let prefix = Self.prefix
        guard
            link.count > prefix.count, link.extracting(first: prefix.count).equals(prefix),
            let inode = link.extracting(prefix.count..<link.count - 1).decimal
        else { return nil }
        return connections[inode]
    }

    /// Takes a look; where it fails none is known, and none will be new the next time.
    mutating func refresh(_ source: SocketSource) throws {
        let before = cookies
        connections.removeAll(keepingCapacity: true)
        cookies = nil
        var found: [UInt64: Connection] = [:]
        var seen: Set<UInt64> = []
        try source(Self.states, true) { socket in
            seen.insert(socket.cookie)
            // Kernels before 4.1 do not count.
            guard let received = socket.received, let sent = socket.sent else { return }
            found[UInt64(socket.inode)] = Connection(
                cookie: socket.cookie,
                received: received,
                sent: sent,
                isNew: before.map { !$0.contains(socket.cookie) } ?? false
            )
        }
        connections = found
        cookies = seen
    }
}
