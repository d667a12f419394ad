/// The URL of something on this machine: `scheme:path?query`.
struct LocalURL {
    /// In small letters.
    let scheme: String
    /// Percent-decoded.
    let path: String
    let query: [QueryItem]

    /// Refuses a URL that has a host.
    init(_ url: String) throws(DestinationError) {
        let scheme = url.prefix { $0 != ":" }
        let rest = url.dropFirst(scheme.count + 1)
        guard !rest.hasPrefix("//") else {
            throw DestinationError(url, "it takes no host: write \(scheme):, and no // behind it")
        }
        let path = rest.prefix { $0 != "?" }
        self.scheme = scheme.lowercased()
        self.path = percentDecoded(String(path))
        query = QueryItem.items(rest.dropFirst(path.count + 1))
    }
}
