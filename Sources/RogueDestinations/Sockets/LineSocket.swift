import Ccurl
import Glibc
import Rogue

/// A TCP port that takes lines and says nothing, except by closing when it has read them all.
struct LineSocket: Hashable, Sendable {
    static let defaultPort = 2_003

    private let url: String
    /// `nil` for a connection that everybody can listen to.
    private let trust: TLSTrust?
    private let timeout: Int
    private let connectTimeout: Int

    /// Refuses an address with a user or a path: this wire carries neither.
    init(
        _ address: Address,
        _ options: DestinationOptions,
        defaultPort: Int = Self.defaultPort
    ) throws(DestinationError) {
        try address.checkBare()
        let isTLS = address.scheme.hasSuffix("+tls")
        if !isTLS { try TLSTrust.refuse(address) }
        trust = isTLS ? try TLSTrust(address, options) : nil
        // Only libcurl's way to a connection is used; no word of HTTP is said over it.
        url = "\(isTLS ? "https" : "http")://\(address.bracketedHost):\(address.port ?? defaultPort)"
        timeout = options.timeout
        connectTimeout = options.connectTimeout
    }

    /// Sends the lines, closes its half, and waits for the peer to close the other: only that says they were read.
    func deliver(_ lines: [UInt8]) -> Outcome {
        guard !lines.isEmpty else { return .delivered }
        let deadline = ContinuousClock.now + .seconds(timeout)
        do throws(CurlError) {
            let connection = try connect()
            guard trust == nil else {
                return TLSConversation(timeout: timeout, deadline: deadline).deliver(lines, connection)
            }
            guard let socket = connection.socket else { return .unavailable("cannot connect") }
            let conversation = LineConversation(socket, timeout: timeout, deadline: deadline)
            let failure = conversation.send(lines) ?? conversation.awaitEnd()
            withExtendedLifetime(connection) {}
            return failure.map { .unavailable($0) } ?? .delivered
        } catch {
            return .unavailable(error.reason)
        }
    }

    /// libcurl looks the name up within the time limit, which `getaddrinfo` cannot, and tries each of its addresses.
    private func connect() throws(CurlError) -> EasyHandle {
        let handle = try EasyHandle(url, timeout: connectTimeout, connectTimeout: connectTimeout)
        try handle.set(CURLOPT_CONNECT_ONLY, 1)
        // The environment's HTTP proxy is none for this wire.
        try handle.set(CURLOPT_PROXY, "")
        try trust?.apply(to: handle)
        try handle.perform()
        return handle
    }
}
