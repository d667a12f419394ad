import Glibc
import Rogue

/// A UDP port that takes lines: what is written is gone, whether it arrives or not.
struct DatagramSocket: Hashable, Sendable {
    private let host: String
    private let port: Int
    private let timeout: Int

    /// The most bytes of a datagram, so that it fits into the 1,500 of an Ethernet frame with the headers of IPv6.
    private static let longestDatagram = 1_400

    /// Refuses an address with a user or a path: this wire carries neither.
    init(_ address: Address, _ options: DestinationOptions, port: Int) throws(DestinationError) {
        try address.checkBare()
        host = address.host
        self.port = address.port ?? port
        timeout = options.timeout
    }

    /// Sends the lines, as many in each datagram as fit; a line that is too long goes alone.
    ///
    /// Between two datagrams there is a millisecond, so that a receiver can take one before the next is there.
    func deliver(_ lines: [UInt8]) -> Outcome {
        guard !lines.isEmpty else { return .delivered }
        let deadline = ContinuousClock.now + .seconds(timeout)
        do throws(SocketFailure) {
            let socket = try connect(within: timeout)
            defer { close(socket) }
            for datagram in Self.datagrams(lines) {
                guard ContinuousClock.now < deadline else { throw SocketFailure("it took more than \(timeout) s") }
                try send(datagram, to: socket)
                poll(nil, 0, 1)
            }
            try checkErrors(of: socket)
            return .delivered
        } catch {
            return .unavailable(error.reason)
        }
    }

    /// The lines in parts of the right length.
    static func datagrams(_ lines: [UInt8]) -> [ArraySlice<UInt8>] {
        var (parts, start, end): ([ArraySlice<UInt8>], Int, Int) = ([], 0, 0)
        for (index, byte) in lines.enumerated() where byte == UInt8(ascii: "\n") {
            if index + 1 - start > longestDatagram, end > start {
                parts.append(lines[start..<end])
                start = end
            }
            end = index + 1
        }
        if end > start { parts.append(lines[start..<end]) }
        return parts
    }

    /// A socket that sends to the first of the host's addresses that there is a way to, and hears of errors there.
    private func connect(within seconds: Int) throws(SocketFailure) -> CInt {
        var failure = SocketFailure("the name has no address")
        for address in try NameLookup.addresses(of: host, port: port, within: seconds) {
            let flags = CInt(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue)
            let socket = Glibc.socket(address.family, flags, 0)
            guard socket >= 0 else { throw SocketFailure("cannot make a socket", errno) }
            if address.connect(socket) { return socket }
            failure = SocketFailure("cannot connect", errno)
            close(socket)
        }
        throw failure
    }

    /// Never waits for longer than it takes the link to send what is in the buffer.
    private func send(_ datagram: ArraySlice<UInt8>, to socket: CInt) throws(SocketFailure) {
        while true {
            let count = datagram.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
            if count == datagram.count { return }
            guard errno == EINTR else { throw SocketFailure("cannot send", errno) }
        }
    }

    /// An error that the latest datagram met, as far as it is known by now: that nobody listens, on this machine.
    private func checkErrors(of socket: CInt) throws(SocketFailure) {
        var code: CInt = 0
        var size = socklen_t(MemoryLayout<CInt>.size)
        guard getsockopt(socket, SOL_SOCKET, SO_ERROR, &code, &size) == 0, code == 0 else {
            throw SocketFailure("cannot send", code == 0 ? errno : code)
        }
    }
}
