import Ccurl
import Rogue
import Synchronization

/// Posts to one server, over one connection that is kept open between the requests.
final class HTTPClient: Sendable {
    private let handle: Mutex<EasyHandle>
    private let endpoint: HTTPEndpoint

    /// The most bytes of an answer's body that are kept; the rest is read and dropped.
    private let longestAnswer: Int

    /// Makes a client whose requests all have these lines in their header.
    init(
        _ endpoint: HTTPEndpoint,
        _ authorization: HTTPAuthorization,
        headers: [String],
        longestAnswer: Int = 4_096
    ) throws(CurlError) {
        let handle = try endpoint.handle()
        try handle.set(CURLOPT_POST, 1)
        try handle.set(CURLOPT_USERAGENT, "rogue-forward/\(rogueVersion)")
        // A redirect would carry the samples, and the key, to where nobody sent them.
        try handle.set(CURLOPT_FOLLOWLOCATION, 0)
        for header in headers + (endpoint.isGzip ? ["Content-Encoding: gzip"] : []) { try handle.add(header: header) }
        // Not to wait a second for a `100 Continue` that few servers send.
        try handle.add(header: "Expect:")
        try authorization.apply(to: handle)
        self.handle = Mutex(handle)
        self.endpoint = endpoint
        self.longestAnswer = longestAnswer
    }

    /// Posts `body`, which is not empty, to a path with its query, and waits for the whole answer.
    func post(_ body: [UInt8], to path: String) throws(CurlError) -> HTTPAnswer {
        guard let body = endpoint.isGzip ? Gzip.compressed(body) : body else {
            throw CurlError(reason: "no memory for gzip")
        }
        let result = handle.withLock { handle -> Result<HTTPAnswer, CurlError> in
            do throws(CurlError) {
                try handle.set(CURLOPT_URL, endpoint.base + path)
                let answer = try handle.post(body, keeping: longestAnswer)
                return .success(HTTPAnswer(status: handle.status, retryAfter: handle.retryAfter, body: answer))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// Posts samples to a path, and judges the answer by its status; nothing is sent for nothing.
    func deliver(_ body: [UInt8], to path: String) -> Outcome {
        guard !body.isEmpty else { return .delivered }
        do throws(CurlError) {
            return try post(body, to: path).outcome
        } catch {
            return .unavailable(error.reason)
        }
    }
}

extension HTTPEndpoint {
    /// A client of JSON, if no other headers are given; a header that libcurl does not take is the URL's fault.
    func client(
        _ address: Address,
        _ authorization: HTTPAuthorization,
        headers: [String] = ["Content-Type: application/json"],
        longestAnswer: Int = 4_096
    ) throws(DestinationError) -> HTTPClient {
        do throws(CurlError) {
            return try HTTPClient(self, authorization, headers: headers, longestAnswer: longestAnswer)
        } catch {
            throw DestinationError(address.url, error.reason)
        }
    }
}
