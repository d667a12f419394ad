import Ccurl
import Glibc
import Rogue
import Synchronization

/// Speaks HTTP to one server, over one connection that is kept open between the requests.
final class HTTPClient: Sendable {
    private let handle: Mutex<EasyHandle>
    private let base: String
    private let isPacked: Bool

    /// The most bytes of an answer's body that are kept: enough to quote, and for what a store says of single samples.
    private static let longestAnswer = 1 << 20

    /// How a store wants its requests.
    struct Form {
        /// Of the bodies.
        var type = "application/json"
        /// The word before the token in `Authorization`.
        var tokenScheme = "Bearer"
        /// Lines for the header of each request.
        var headers: [String] = []
    }

    /// Makes a client for the host and port of an address; `https` and `+tls` schemes say that it is TLS.
    init(
        _ address: Address,
        _ options: DestinationOptions,
        defaultPort: Int,
        as form: Form = Form()
    ) throws(DestinationError) {
        if let path = options.caCertificate, access(path, R_OK) != 0 {
            let reason = String(cString: strerror(errno))
            throw DestinationError(address.url, "cannot read the certificates in \(path): \(reason)")
        }
        let http = try HTTPOptions(address, apiKey: options.apiKey)
        isPacked = http.isPacked
        base = (address.isSecure ? "https" : "http") + "://\(address.bracketedHost):\(address.port ?? defaultPort)"
        do throws(CurlError) {
            handle = Mutex(try Self.handle(base, form, http, options))
        } catch {
            throw DestinationError(address.url, error.reason)
        }
    }

    private static func handle(
        _ url: String,
        _ form: Form,
        _ http: HTTPOptions,
        _ options: DestinationOptions
    ) throws(CurlError) -> sending EasyHandle {
        let handle = try EasyHandle(url, timeout: options.timeout, connectTimeout: options.connectTimeout)
        try handle.set(CURLOPT_USERAGENT, "rogue-forward")
        // A redirect would carry the samples, and the key, to where nobody sent them.
        try handle.set(CURLOPT_FOLLOWLOCATION, 0)
        try handle.add(header: "Content-Type: \(form.type)")
        // Not to wait a second for a `100 Continue` that few servers send.
        try handle.add(header: "Expect:")
        for header in form.headers { try handle.add(header: header) }
        if http.isPacked { try handle.add(header: "Content-Encoding: gzip") }
        if let token = http.token { try handle.add(header: "Authorization: \(form.tokenScheme) \(token)") }
        if let user = http.user {
            try handle.set(CURLOPT_HTTPAUTH, Int(rogue_auth_basic))
            try handle.set(CURLOPT_USERNAME, user)
            try handle.set(CURLOPT_PASSWORD, http.password ?? "")
        }
        if let path = options.caCertificate { try handle.set(CURLOPT_CAINFO, path) }
        if let path = http.certificate { try handle.set(CURLOPT_SSLCERT, path) }
        if let path = http.privateKey { try handle.set(CURLOPT_SSLKEY, path) }
        if let proxy = http.proxy { try handle.set(CURLOPT_PROXY, proxy) }
        if let path = http.socket { try handle.set(CURLOPT_UNIX_SOCKET_PATH, path) }
        if options.insecure {
            try handle.set(CURLOPT_SSL_VERIFYPEER, 0)
            try handle.set(CURLOPT_SSL_VERIFYHOST, 0)
        }
        return handle
    }

    /// Posts `body`, which is not empty, and says what the answer says of it.
    func post(_ body: [UInt8], to target: String) -> Outcome {
        do throws(CurlError) {
            return try exchange(.post(body), at: target).outcome
        } catch {
            return .unavailable(error.reason)
        }
    }

    /// Makes a request at a path, with its query, and waits for the whole answer.
    func exchange(_ request: HTTPRequest, at target: String) throws(CurlError) -> HTTPAnswer {
        var request = request
        if isPacked, case .post(let body) = request {
            guard let packed = Gzip.packed(body) else { throw CurlError(reason: "out of memory") }
            request = .post(packed)
        }
        let url = base + target
        return try handle.withLock { handle throws(CurlError) in
            let answer = try handle.exchange(request, at: url, keeping: Self.longestAnswer)
            return HTTPAnswer(status: handle.status, retryAfter: handle.retryAfter, body: answer)
        }
    }
}
