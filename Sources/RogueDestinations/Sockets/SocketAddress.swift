import Glibc

/// An address with its port, as getaddrinfo(3) gives it.
struct SocketAddress: Hashable, Sendable {
    /// `AF_INET` or `AF_INET6`.
    let family: CInt
    private let bytes: [UInt8]

    /// `nil` where there is none in the entry.
    init?(_ entry: addrinfo) {
        guard let address = entry.ai_addr else { return nil }
        family = entry.ai_family
        bytes = Array(UnsafeRawBufferPointer(start: address, count: Int(entry.ai_addrlen)))
    }

    /// Makes it the peer of the socket; where that fails, `errno` says why.
    func connect(_ socket: CInt) -> Bool {
        bytes.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return false }
            let address = start.assumingMemoryBound(to: sockaddr.self)
            return Glibc.connect(socket, address, socklen_t(bytes.count)) == 0
        }
    }
}
