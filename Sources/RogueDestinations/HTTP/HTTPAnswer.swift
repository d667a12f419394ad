import Rogue

/// What a server answered.
struct HTTPAnswer: Hashable {
    let status: Int
    /// Seconds; 0 where the server does not say.
    let retryAfter: Int
    /// The start of it.
    let body: [UInt8]

    /// The longest that a server may keep a destination waiting, in seconds.
    private static let longestWait = 3_600

    /// The most bytes of the body that are quoted.
    private static let longestQuote = 200

    /// What the answer says of the samples.
    ///
    /// Only 400, 413 and 422 speak of the samples themselves. 401, 403 and 404 speak of the key or the URL, 429 and 5xx
    /// of the server's state, and a 3xx is no answer to a POST: there the samples are good and have to be kept.
    var outcome: Outcome {
        switch status {
        case 200..<300: .delivered
        case 400, 422: .refused(text)
        case 413: .tooLarge(text)
        default: .unavailable(text, retryAfter: retryAfter > 0 ? min(retryAfter, Self.longestWait) : nil)
        }
    }

    /// `HTTP 400: no such metric`: the status, and the first line of the body that says something.
    var text: String {
        let lines = body.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        let first = lines.first { line in line.contains { $0 > UInt8(ascii: " ") } } ?? []
        let start = first.drop { $0 <= UInt8(ascii: " ") }
        return start.isEmpty ? "HTTP \(status)" : "HTTP \(status): " + printable(start, limit: Self.longestQuote)
    }
}
