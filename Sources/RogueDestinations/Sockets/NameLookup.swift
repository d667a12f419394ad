import Dispatch
import Glibc
import Synchronization

/// Asks for the addresses of a host, within a time limit, which getaddrinfo(3) has not.
enum NameLookup {
    /// The answer, when it is there; a look-up that was given up goes on without anybody waiting.
    private final class Answer: Sendable {
        let addresses = Mutex<Result<[SocketAddress], SocketFailure>?>(nil)
        let isThere = DispatchSemaphore(value: 0)
    }

    /// The addresses for datagrams to a port of a host, in the order to try them in.
    static func addresses(
        of host: String,
        port: Int,
        within seconds: Int
    ) throws(SocketFailure) -> [SocketAddress] {
        let answer = Answer()
        DispatchQueue.global().async {
            let found = addresses(of: host, port: port)
            answer.addresses.withLock { $0 = found }
            answer.isThere.signal()
        }
        guard answer.isThere.wait(timeout: .now() + .seconds(seconds)) == .success,
            let found = answer.addresses.withLock({ $0 })
        else { throw SocketFailure("the name was not found within \(seconds) s") }
        return try found.get()
    }

    private static func addresses(of host: String, port: Int) -> Result<[SocketAddress], SocketFailure> {
        var hints = addrinfo()
        hints.ai_socktype = CInt(SOCK_DGRAM.rawValue)
        hints.ai_flags = AI_NUMERICSERV
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, String(port), &hints, &list)
        guard code == 0, let list else {
            return .failure(SocketFailure("cannot look up the name: " + String(cString: gai_strerror(code))))
        }
        defer { freeaddrinfo(list) }
        let entries = sequence(first: list.pointee) { $0.ai_next?.pointee }
        return .success(entries.compactMap(SocketAddress.init))
    }
}
