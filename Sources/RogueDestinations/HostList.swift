/// The hosts of a URL with several: `kafka://a:9092,b:9092/topic`.
struct HostList {
    private let url: String
    /// `b:9092`.
    private let rest: [Substring]
    private let isHeadless: Bool
    /// The URL as if only the first were there.
    let urlOfFirst: String

    /// `nil` where there is only one.
    init?(_ url: String) {
        guard let scheme = url.firstRange(of: "://") else { return nil }
        let authority = url[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" }
        let start = authority.lastIndex(of: "@").map { url.index(after: $0) } ?? authority.startIndex
        let hosts = url[start..<authority.endIndex].split(separator: ",", omittingEmptySubsequences: false)
        guard hosts.count > 1, let first = hosts.first else { return nil }
        self.url = url
        rest = Array(hosts.dropFirst())
        isHeadless = first.isEmpty || first.hasPrefix(":")
        urlOfFirst = String(url[..<first.endIndex] + url[authority.endIndex...])
    }

    /// All but the first, each `host` or `host:port`; refuses one that is neither.
    func others() throws(DestinationError) -> [String] {
        guard !isHeadless else { throw DestinationError(url, "there is no host in it") }
        for text in rest {
            let parts = try ParsedURL(url, text: "x://" + text)
            guard try parts.user == nil, try parts.path == "/" else {
                throw DestinationError(url, "'\(text)' is no host")
            }
        }
        return rest.map { $0.lowercased() }
    }
}
