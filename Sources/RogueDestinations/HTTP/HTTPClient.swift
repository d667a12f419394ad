import Ccurl
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
        let trust = try TLSTrust(address, options)
        let http = try HTTPOptions(address, apiKey: options.apiKey)
        isPacked = http.isPacked
        base = (address.isSecure ? "https" : "http") + "://\(address.bracketedHost):\(address.port ?? defaultPort)"
        do throws(CurlError) {
            let handle = try EasyHandle(base, timeout: options.timeout, connectTimeout: options.connectTimeout)
            try Self.prepare(handle, form)
            try http.apply(to: handle, tokenScheme: form.tokenScheme)
            try trust.apply(to: handle)
            self.handle = Mutex(handle)
        } catch {
            throw DestinationError(address.url, error.reason)
        }
    }

    private static func prepare(_ handle: EasyHandle, _ form: Form) throws(CurlError) {
        try handle.set(CURLOPT_USERAGENT, "rogue-forward")
        // A redirect would carry the samples, and the key, to where nobody sent them.
        try handle.set(CURLOPT_FOLLOWLOCATION, 0)
        try handle.add(header: "Content-Type: \(form.type)")
        // Not to wait a second for a `100 Continue` that few servers send.
        try handle.add(header: "Expect:")
        for header in form.headers { try handle.add(header: header) }
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
