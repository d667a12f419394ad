/// A TCP socket, as sock_diag(7) tells of it: struct inet_diag_msg of linux/inet_diag.h, and parts of struct tcp_info.
struct TCPSocket {
    /// TCP_ESTABLISHED is 1, …: enum in linux/tcp_states.h.
    let state: UInt8
    /// 0 where no process has it any more.
    let inode: UInt32
    /// Never given twice by a running kernel.
    let cookie: UInt64
    /// Bytes that the other side has acknowledged, and bytes that it has sent; `nil` where that was not asked for.
    private(set) var sent: UInt64?
    private(set) var received: UInt64?

    /// Places in struct inet_diag_msg: state; cookie, at the end of the socket's identity; inode; and its length.
    private enum Place {
        static let state = 1
        static let cookie = 44
        static let inode = 68
        static let end = 72
    }

    /// Places in struct tcp_info of the two counts, there since Linux 4.1.
    private enum InfoPlace {
        static let acknowledged = 120
        static let received = 128
    }

    /// The attribute that holds a struct tcp_info.
    private static let info: UInt16 = 2

    /// Reads the body of a message SOCK_DIAG_BY_FAMILY; `nil` where it is cut.
    init?(_ message: Span<UInt8>) {
        guard
            message.count >= Place.end, let inode = message.word32(at: Place.inode),
            let cookie = message.word64(at: Place.cookie)
        else { return nil }
        state = message[Place.state]
        self.inode = inode
        self.cookie = cookie
        var position = Place.end
        while let length = message.word16(at: position), let type = message.word16(at: position + 2) {
            guard length >= 4, Int(length) <= message.count - position else { return nil }
            if type == Self.info {
                let info = message.extracting(position + 4..<position + Int(length))
                sent = info.word64(at: InfoPlace.acknowledged)
                received = info.word64(at: InfoPlace.received)
            }
            // Each attribute begins at a multiple of 4.
            position += (Int(length) + 3) & ~3
        }
    }
}

extension Span<UInt8> {
    /// The integers at a place, in this machine's byte order, as the kernel writes them; `nil` beyond the end.
    func word16(at place: Int) -> UInt16? { integer(at: place, of: 2).map { UInt16(truncatingIfNeeded: $0) } }
    func word32(at place: Int) -> UInt32? { integer(at: place, of: 4).map { UInt32(truncatingIfNeeded: $0) } }
    func word64(at place: Int) -> UInt64? { integer(at: place, of: 8) }

    private func integer(at place: Int, of size: Int) -> UInt64? {
        guard place >= 0, size <= count, place <= count - size else { return nil }
        var value: UInt64 = 0
        for index in 0..<size {
            #if _endian(little)
            let byte = self[place + size - 1 - index]
            #else
            let byte = self[place + index]
            #endif
            value = value << 8 | UInt64(byte)
        }
        return value
    }
}
