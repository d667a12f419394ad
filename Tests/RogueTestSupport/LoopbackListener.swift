import Dispatch
import Glibc
import Synchronization

/// A TCP port of 127.0.0.1 that gives each connection to a handler, on a thread of its own.
package final class LoopbackListener: Sendable {
    /// A number that the system chose, or the one that was asked for.
    package let port: Int
    private let descriptor: CInt
    private let state = Mutex(State())
    private let group = DispatchGroup()

    private struct State {
        var open: Set<CInt> = []
        var accepted = 0
        var isStopped = false
    }

    /// Listens on `port`, on a free one where it is 0, until ``stop()``.
    ///
    /// The handler gets each connection and its number, from 0; when it returns, the connection is closed. Its receive
    /// buffer has the system's size, or about `receiveBuffer` bytes.
    package init(
        port: Int = 0,
        receiveBuffer: Int? = nil,
        handler: @escaping @Sendable (LoopbackConnection, Int) -> Void
    ) throws(TestServerError) {
        descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw TestServerError("socket", errno: errno) }
        // Connections have it from their listener.
        if var size = receiveBuffer.map({ CInt(clamping: $0) }) {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<CInt>.size))
        }
        do throws(TestServerError) {
            self.port = try Self.listen(descriptor, port)
        } catch {
            close(descriptor)
            throw error
        }
        DispatchQueue(label: "LoopbackListener").async(group: group) { self.acceptAll(handler) }
    }

    /// Breaks all connections and waits for their handlers to return.
    package func stop() {
        let isFirst = state.withLock { state in
            defer { state.isStopped = true }
            for connection in state.open { shutdown(connection, CInt(SHUT_RDWR)) }
            return !state.isStopped
        }
        guard isFirst else { return }
        shutdown(descriptor, CInt(SHUT_RDWR))
        group.wait()
        close(descriptor)
    }

    private static func listen(_ descriptor: CInt, _ port: Int) throws(TestServerError) -> Int {
        var yes: CInt = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<CInt>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(clamping: port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                guard bind(descriptor, address, size) == 0, Glibc.listen(descriptor, 64) == 0,
                    getsockname(descriptor, address, &size) == 0
                else { return errno }
                return 0
            }
        }
        guard code == 0 else { throw TestServerError("listen", errno: code) }
        return Int(address.sin_port.bigEndian)
    }

    private func acceptAll(_ handler: @escaping @Sendable (LoopbackConnection, Int) -> Void) {
        while true {
            let connection = accept(descriptor, nil, nil)
            if connection < 0, errno == EINTR || errno == ECONNABORTED { continue }
            guard connection >= 0, let number = add(connection) else { return }
            // `accept4`, which does both at once, is not in Swift's Glibc.
            _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
            // A serial queue of its own has a thread at once; those of a concurrent queue may have to wait for one.
            DispatchQueue(label: "LoopbackConnection").async(group: group) {
                handler(LoopbackConnection(descriptor: connection), number)
                self.remove(connection)
            }
        }
    }

    /// The connection's number, or `nil` where the listener has been stopped.
    private func add(_ connection: CInt) -> Int? {
        state.withLock { state in
            guard !state.isStopped else {
                close(connection)
                return nil
            }
            state.open.insert(connection)
            state.accepted += 1
            return state.accepted - 1
        }
    }

    /// Under the lock, so that ``stop()`` cannot hit another file that got the number meanwhile.
    private func remove(_ connection: CInt) {
        state.withLock { state in
            state.open.remove(connection)
            close(connection)
        }
    }
}
