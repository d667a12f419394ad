import Ccurl
import Rogue
import Synchronization

/// Posts JSON to one URL, over one connection that is kept open between the requests.
final class HTTPClient: Sendable {
    private let handle: Mutex<EasyHandle>

    /// The most bytes of an answer's body that are kept, to be quoted; the rest is read and dropped.
    private static let longestAnswer = 4_096

    /// Makes a client for `url`, which is `address` without what is Rogue's own in its query.
    init(_ url: String, _ address: Address, _ options: DestinationOptions) throws(DestinationError) {
        let trust = try TLSTrust(address, options)
        do throws(CurlError) {
            handle = Mutex(try Self.handle(url, address, options, trust))
        } catch {
            throw DestinationError(address.url, error.reason)
        }
    }

    private static func handle(
        _ url: String,
        _ address: Address,
        _ options: DestinationOptions,
        _ trust: TLSTrust
    ) throws(CurlError) -> sending EasyHandle {
        let handle = try EasyHandle(url, timeout: options.timeout, connectTimeout: options.connectTimeout)
        try handle.set(CURLOPT_POST, 1)
        try handle.set(CURLOPT_USERAGENT, "rogue-forward")
        // A redirect would carry the samples, and the key, to where nobody sent them.
        try handle.set(CURLOPT_FOLLOWLOCATION, 0)
        try handle.add(header: "Content-Type: application/json")
        // Not to wait a second for a `100 Continue` that few servers send.
        try handle.add(header: "Expect:")
        if let user = address.user ?? options.apiKey {
            try handle.set(CURLOPT_HTTPAUTH, Int(rogue_auth_basic))
            try handle.set(CURLOPT_USERNAME, user)
            try handle.set(CURLOPT_PASSWORD, address.user == nil ? "" : address.password ?? "")
        }
        try trust.apply(to: handle)
        return handle
    }

    /// Posts `body`, which is not empty, and waits for the whole answer.
    func post(_ body: [UInt8]) -> Outcome {
        handle.withLock { handle in
            do throws(CurlError) {
                let answer = try handle.post(body, keeping: Self.longestAnswer)
                return HTTPAnswer(status: handle.status, retryAfter: handle.retryAfter, body: answer).outcome
            } catch {
                return .unavailable(error.reason)
            }
        }
    }
}
