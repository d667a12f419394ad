import Glibc

/// The kernel's list of its TCP sockets: sock_diag(7).
///
/// The structures are written byte by byte: Swift's Glibc module has none of linux/inet_diag.h.
final class SocketDiagnosis {
    private let descriptor: CInt
    private var sequence: UInt32 = 0
    private var request: [UInt8] = []
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)

    static let name = "sock_diag"
    private static let netlinkSockDiag: CInt = 4  // NETLINK_SOCK_DIAG
    private static let byFamily: UInt16 = 20  // SOCK_DIAG_BY_FAMILY
    private static let dumpRequest: UInt16 = 0x301  // NLM_F_REQUEST | NLM_F_DUMP
    private static let wantInfo: UInt8 = 1 << 1  // INET_DIAG_INFO, 2, as a bit
    /// The kernel answers at once, or something is very wrong.
    private static let patience = timeval(tv_sec: 5, tv_usec: 0)

    init() throws(ProcError) {
        let kind = CInt(SOCK_DGRAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue)
        descriptor = socket(AF_NETLINK, kind, Self.netlinkSockDiag)
        guard descriptor >= 0 else { throw ProcError(cannotRead: Self.name, errno: errno) }
        var patience = Self.patience
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(descriptor) }

    /// Calls `body` with each TCP socket, of IPv4 and IPv6, that is in one of the `states`, a bit for each.
    func forEach(in states: UInt32, withInfo: Bool, _ body: (TCPSocket) -> Void) throws(ProcError) {
        for family in [AF_INET, AF_INET6] {
            try ask(UInt8(truncatingIfNeeded: family), states, withInfo)
            while try !receive(body) {}
        }
    }

    /// Sends a struct nlmsghdr and a struct inet_diag_req_v2.
    private func ask(_ family: UInt8, _ states: UInt32, _ withInfo: Bool) throws(ProcError) {
        sequence &+= 1
        request.removeAll(keepingCapacity: true)
        func add(_ value: some FixedWidthInteger) { withUnsafeBytes(of: value) { request.append(contentsOf: $0) } }
        add(UInt32(72))
        add(Self.byFamily)
        add(Self.dumpRequest)
        add(sequence)
        add(UInt32(0))
        add(family)
        add(UInt8(IPPROTO_TCP))
        add(withInfo ? Self.wantInfo : 0 as UInt8)
        add(UInt8(0))
        add(states)
        // The identity of one socket, of which nothing is asked for in a list.
        request.append(contentsOf: repeatElement(0, count: 48))
        guard send(descriptor, request, request.count, 0) == request.count else {
            throw ProcError(cannotRead: Self.name, errno: errno)
        }
    }

    /// Reads one datagram; answers whether it was the last.
    private func receive(_ body: (TCPSocket) -> Void) throws(ProcError) -> Bool {
        let (count, code) = buffer.withUnsafeMutableBytes { bytes in
            // MSG_TRUNC: the true length of one that is longer than the buffer.
            let count = recv(descriptor, bytes.baseAddress, bytes.count, CInt(MSG_TRUNC))
            return (count, errno)
        }
        if count < 0, code == EINTR { return false }
        guard count > 0 else { throw ProcError(cannotRead: Self.name, errno: count < 0 ? code : ECONNRESET) }
        guard count <= buffer.count else {
            throw ProcError(Self.name, "a datagram is longer than \(buffer.count) bytes")
        }
        return try buffer.withUnsafeBufferPointer { bytes throws(ProcError) in
            try NetlinkReply.read(bytes.span.extracting(first: count), sequence: sequence, body)
        }
    }
}
