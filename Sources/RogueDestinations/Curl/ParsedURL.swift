import Ccurl

/// A URL taken apart by libcurl: what Rogue reads in it is what libcurl connects to.
struct ParsedURL: ~Copyable {
    private let url: String
    private let handle: OpaquePointer

    /// Takes `text` apart, which is `url` or what is to be read in its place.
    init(_ url: String, text: String) throws(DestinationError) {
        guard let handle = curl_url() else { throw DestinationError(url, "out of memory") }
        // Non-ASCII text in path and query is percent-encoded, as a request line needs it.
        let code = curl_url_set(handle, CURLUPART_URL, text, UInt32(CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE))
        guard code == CURLUE_OK else {
            curl_url_cleanup(handle)
            throw DestinationError(url, Self.reason(of: code))
        }
        self.url = url
        self.handle = handle
    }

    deinit {
        curl_url_cleanup(handle)
    }

    var scheme: String? { get throws(DestinationError) { try text(of: CURLUPART_SCHEME) } }
    var user: String? { get throws(DestinationError) { try text(of: CURLUPART_USER, decoding: true) } }
    var password: String? { get throws(DestinationError) { try text(of: CURLUPART_PASSWORD, decoding: true) } }
    var host: String? { get throws(DestinationError) { try text(of: CURLUPART_HOST) } }
    /// The part behind the `%` of a link-local IPv6 address.
    var zone: String? { get throws(DestinationError) { try text(of: CURLUPART_ZONEID) } }
    var port: String? { get throws(DestinationError) { try text(of: CURLUPART_PORT) } }
    var path: String? { get throws(DestinationError) { try text(of: CURLUPART_PATH) } }
    var query: String? { get throws(DestinationError) { try text(of: CURLUPART_QUERY) } }

    /// A part of the URL, or `nil` where it has none.
    private func text(of part: CURLUPart, decoding: Bool = false) throws(DestinationError) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        let code = curl_url_get(handle, part, &text, decoding ? UInt32(CURLU_URLDECODE) : 0)
        defer { curl_free(text) }
        switch code {
        case CURLUE_OK: return text.map { String(cString: $0) }
        case CURLUE_NO_USER, CURLUE_NO_PASSWORD, CURLUE_NO_PORT, CURLUE_NO_QUERY, CURLUE_NO_ZONEID: return nil
        default: throw DestinationError(url, Self.reason(of: code))
        }
    }

    /// libcurl's words, and ours where its own would send a person the wrong way.
    private static func reason(of code: CURLUcode) -> String {
        switch code {
        case CURLUE_BAD_PORT_NUMBER: "the port is not a number from 1 to 65535"
        case CURLUE_NO_HOST: "there is no host in it"
        case CURLUE_URLDECODE: "user or password has a control character, or a '%' without two digits"
        default: String(cString: curl_url_strerror(code))
        }
    }
}
