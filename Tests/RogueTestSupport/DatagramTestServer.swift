import Glibc

/// A UDP port of 127.0.0.1 that keeps what arrives until it is asked.
package final class DatagramTestServer {
    package let port: Int
    private let descriptor: CInt

    /// Takes a free port.
    package init() throws(TestServerError) {
        descriptor = socket(AF_INET, CInt(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw TestServerError("socket", errno: errno) }
        var room: CInt = 4 << 20
        setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &room, socklen_t(MemoryLayout<CInt>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let code = withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, size) == 0 && getsockname(descriptor, address, &size) == 0 ? 0 : errno
            }
        }
        port = Int(address.sin_port.bigEndian)
        guard code == 0 else { throw TestServerError("bind", errno: code) }
    }

    deinit {
        close(descriptor)
    }

    /// The datagrams that have arrived since the latest call; on this machine that is as soon as they are sent.
    package func received() -> [[UInt8]] {
        var datagrams: [[UInt8]] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, CInt(MSG_DONTWAIT))
            guard count >= 0 else { return datagrams }
            datagrams.append(Array(buffer.prefix(count)))
        }
    }
}
