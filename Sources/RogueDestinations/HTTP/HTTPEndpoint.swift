import Ccurl
import Rogue

/// An HTTP server, and the way to it: `?gzip=`, `?proxy=`, `?unix_socket=`, and what ``TLSTrust`` reads.
struct HTTPEndpoint: Hashable {
    /// The query items that it reads.
    static let keys = ["gzip", "proxy", "unix_socket"] + TLSTrust.keys

    /// `https://host:port`.
    let base: String
    let port: Int
    /// Whether bodies are compressed.
    let isGzip: Bool
    private let proxy: String?
    private let unixSocket: String?
    private let trust: TLSTrust?
    private let timeout: Int
    private let connectTimeout: Int

    /// The longest path of a socket: unix(7).
    private static let longestSocket = 107

    init(_ address: Address, _ options: DestinationOptions, defaultPort: Int) throws(DestinationError) {
        let isTLS = address.scheme == "https" || address.scheme.hasSuffix("+tls")
        if !isTLS { try TLSTrust.refuse(address) }
        trust = isTLS ? try TLSTrust(address, options) : nil
        port = address.port ?? defaultPort
        base = "\(isTLS ? "https" : "http")://\(address.bracketedHost):\(port)"
        isGzip = try address.value(of: "gzip", from: ["true", "false"]) == "true"
        proxy = try address.value(of: "proxy")
        unixSocket = try address.value(of: "unix_socket", longest: Self.longestSocket)
        timeout = options.timeout
        connectTimeout = options.connectTimeout
        guard proxy?.contains("@") != true else {
            throw DestinationError(
                address.url,
                "the proxy's user and password have to be in $http_proxy or $https_proxy"
            )
        }
        guard proxy == nil || unixSocket == nil else {
            throw DestinationError(address.url, "'proxy' and 'unix_socket' exclude each other")
        }
    }

    /// A handle that has all of it.
    func handle() throws(CurlError) -> sending EasyHandle {
        let handle = try EasyHandle(base, timeout: timeout, connectTimeout: connectTimeout)
        if let proxy {
            try handle.set(CURLOPT_PROXY, proxy)
            // Else $no_proxy would hold for it, too.
            try handle.set(CURLOPT_NOPROXY, "")
        }
        if let unixSocket { try handle.set(CURLOPT_UNIX_SOCKET_PATH, unixSocket) }
        try trust?.apply(to: handle)
        return handle
    }
}
