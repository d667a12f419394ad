import Dispatch
import Glibc
import ServiceLifecycle

/// The agent's end of `agent.sock`: answers a line `flush` with `ok` when all that was sampled is in the files.
package actor FlushListener: Service {
    private let executor = SerialQueueExecutor(label: "rogue.listener")
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let prefix: Prefix
    private let writer: HistoryWriter
    private let socket: CInt

    /// Listens from now on; the holder of `agent.lock` may take over what an earlier agent left.
    package init(_ prefix: Prefix, _ writer: HistoryWriter) throws {
        self.prefix = prefix
        self.writer = writer
        socket = try Self.listen(prefix)
    }

    private static func listen(_ prefix: Prefix) throws(StorageError) -> CInt {
        let path = prefix.file(AgentSocket.fileName)
        unlink(path)
        let socket = try AgentSocket.open(prefix)
        // For the owner alone, from the beginning.
        let mask = umask(0o177)
        let code = try AgentSocket.withAddress(prefix) { bind(socket, $0, $1) == 0 ? 0 : errno }
        umask(mask)
        guard code == 0, Glibc.listen(socket, 64) == 0 else {
            close(socket)
            throw StorageError("listen on", path, errno: code == 0 ? errno : code)
        }
        return socket
    }

    /// Answers until the service group shuts down.
    package func run() async throws {
        let source = DispatchSource.makeReadSource(fileDescriptor: socket, queue: executor.queue)
        source.setEventHandler { [weak self] in self?.assumeIsolated { $0.answer() } }
        source.activate()
        defer {
            source.cancel()
            unlink(prefix.file(AgentSocket.fileName))
            close(socket)
        }
        try await gracefulShutdown()
    }

    /// Takes one connection; a peer that does not say what it wants within a second is sent away.
    private func answer() {
        let peer = accept(socket, nil, nil)
        guard peer >= 0 else { return }
        var limit = timeval(tv_sec: 1, tv_usec: 0)
        setsockopt(peer, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var request = [UInt8](repeating: 0, count: 64)
        let count = recv(peer, &request, request.count, 0)
        guard count > 0, request.prefix(count).starts(with: "flush\n".utf8) else {
            close(peer)
            return
        }
        Task { [writer] in
            await writer.flush()
            let reply = [UInt8]("ok\n".utf8)
            _ = send(peer, reply, reply.count, Int32(MSG_NOSIGNAL))
            close(peer)
        }
    }
}
