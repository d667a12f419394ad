/// What the kernel answers to a request for sockets: netlink(7), sock_diag(7).
enum NetlinkReply {
    private enum Kind {
        static let error: UInt16 = 2  // NLMSG_ERROR
        static let done: UInt16 = 3  // NLMSG_DONE
        static let sockets: UInt16 = 20  // SOCK_DIAG_BY_FAMILY
    }

    /// Length of struct nlmsghdr: length, type, flags, sequence, port.
    private static let header = 16
    private static let name = "sock_diag"

    /// Calls `body` with each socket in `bytes`, one or more messages; answers whether the last one was among them.
    ///
    /// Messages of another `sequence` belong to a request that was given up.
    static func read(
        _ bytes: Span<UInt8>,
        sequence: UInt32,
        _ body: (TCPSocket) -> Void
    ) throws(ProcError) -> Bool {
        var position = 0
        while position < bytes.count {
            guard
                let length = bytes.word32(at: position).flatMap({ Int(exactly: $0) }),
                length >= header, length <= bytes.count - position,
                let kind = bytes.word16(at: position + 4), let number = bytes.word32(at: position + 8)
            else { throw ProcError(name, "a message is cut") }
            let message = bytes.extracting(position + header..<position + length)
            if number == sequence, try isLast(kind, message, body) { return true }
            position += (length + 3) & ~3
        }
        return false
    }

    private static func isLast(
        _ kind: UInt16,
        _ message: Span<UInt8>,
        _ body: (TCPSocket) -> Void
    ) throws(ProcError) -> Bool {
        switch kind {
        case Kind.done: return true
        case Kind.error:
            let code = message.word32(at: 0).map { Int32(bitPattern: $0) } ?? 0
            throw ProcError(cannotRead: name, errno: code == .min ? 0 : -code)
        case Kind.sockets:
            guard let socket = TCPSocket(message) else { throw ProcError(name, "a socket's message is cut") }
            body(socket)
            return false
        default: return false
        }
    }
}
