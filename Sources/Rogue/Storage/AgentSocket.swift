import Glibc

/// `agent.sock` in the prefix: a line to the agent, a line back.
enum AgentSocket {
    static let fileName = "agent.sock"

    /// An open socket, and its address: through the folder's descriptor, for the path of a socket has to be short.
    static func open(_ prefix: Prefix) throws(StorageError) -> CInt {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw StorageError("open", prefix.file(fileName), errno: errno) }
        return descriptor
    }

    /// Calls `body` with the socket's address in the prefix.
    static func withAddress<Result>(
        _ prefix: Prefix,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) throws(StorageError) -> Result {
        let folder = Glibc.open(prefix.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw StorageError("open", prefix.path, errno: errno) }
        defer { close(folder) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { path in
            path.copyBytes(from: "/proc/self/fd/\(folder)/\(fileName)".utf8)
        }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    /// What a reader heard from the agent.
    enum Answer: Hashable {
        /// All that was sampled is in the files.
        case flushed
        /// No agent listens.
        case nobody
        /// An agent listens, but did not answer in time.
        case silence
    }

    /// Asks the agent to flush, and waits for its word at most `seconds`.
    static func requestFlush(_ prefix: Prefix, seconds: Int) throws(StorageError) -> Answer {
        let socket = try open(prefix)
        defer { close(socket) }
        var limit = timeval(tv_sec: seconds, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(socket, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
        guard try withAddress(prefix, { connect(socket, $0, $1) }) == 0 else { return .nobody }
        let request = [UInt8]("flush\n".utf8)
        guard send(socket, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else { return .nobody }
        var answer = [UInt8](repeating: 0, count: 16)
        let count = recv(socket, &answer, answer.count, 0)
        if count > 0, answer.starts(with: "ok".utf8) { return .flushed }
        return count == 0 ? .nobody : .silence
    }
}
