import Dispatch
import Glibc
import Rogue
import Synchronization

/// A TCP port of 127.0.0.1 that gives each connection to a handler on a thread of its own.
final class LoopbackPort: Sendable {
    let port: Int
    private let listener: CInt
    private let open = Mutex<Set<CInt>?>([])

    /// Listens, on a free port where it is 0; a connection is closed when the handler returns.
    init(_ port: Int, handler: @escaping @Sendable (CInt) -> Void) throws {
        listener = socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        self.port = try Self.listen(listener, port)
        DispatchQueue(label: "rogue.port").async { [self] in
            while true {
                let connection = accept(listener, nil, nil)
                if connection < 0, errno == EINTR || errno == ECONNABORTED { continue }
                guard connection >= 0, admit(connection) else { return }
                _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
                DispatchQueue(label: "rogue.connection").async { [self] in
                    handler(connection)
                    dismiss(connection)
                }
            }
        }
    }

    private static func listen(_ listener: CInt, _ port: Int) throws -> Int {
        var yes: CInt = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<CInt>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(clamping: port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                let isOpen = bind(listener, address, size) == 0 && Glibc.listen(listener, 64) == 0
                return isOpen && getsockname(listener, address, &size) == 0 ? 0 : errno
            }
        }
        guard code == 0 else { throw StorageError("listen on", "127.0.0.1:\(port)", errno: code) }
        return Int(address.sin_port.bigEndian)
    }

    /// Breaks all connections, and listens no longer.
    func close() {
        let connections = open.withLock { open in
            defer { open = nil }
            for connection in open ?? [] { shutdown(connection, CInt(SHUT_RDWR)) }
            return open
        }
        guard connections != nil else { return }
        shutdown(listener, CInt(SHUT_RDWR))
        Glibc.close(listener)
    }

    private func admit(_ connection: CInt) -> Bool {
        open.withLock { open in
            guard open != nil else {
                Glibc.close(connection)
                return false
            }
            open?.insert(connection)
            return true
        }
    }

    private func dismiss(_ connection: CInt) {
        open.withLock { open in
            open?.remove(connection)
            Glibc.close(connection)
        }
    }
}
