/// Where a destination is, and what its URL says of it.
package struct Address: Hashable, Sendable {
    /// In small letters.
    package let scheme: String
    package let user: String?
    package let password: String?
    /// A name or a numeric address in small letters; IPv6 without brackets, with its zone: `fe80::1%eth0`.
    package let host: String
    package let port: Int?
    /// As a request line has it, percent-encoded; `/` where the URL has none.
    package let path: String
    package private(set) var query: [QueryItem]
    /// The URL as it was given.
    ///
    /// It may hold a secret: only ``DestinationError`` may show it.
    let url: String

    /// The longest URL, in bytes: beyond it lies a mistake.
    private static let longest = 4_096

    /// Takes `url` apart; one with a space in it, without `scheme://host`, or with port 0 is malformed.
    package init(_ url: String) throws(DestinationError) {
        try Self.checkText(url)
        let parts = try ParsedURL(url)
        self.url = url
        scheme = (try parts.scheme ?? "").lowercased()
        user = try parts.user
        password = try parts.password
        host = Self.host(try parts.host ?? "", zone: try parts.zone)
        port = try Self.port(parts.port, of: url)
        path = try parts.path ?? "/"
        query = (try parts.query ?? "").split(separator: "&").map(QueryItem.init(text:))
    }

    /// Whether its server speaks TLS.
    var isSecure: Bool { scheme == "https" || scheme.hasSuffix("+tls") }

    /// The address with these items in its query.
    func with(query: [QueryItem]) -> Address {
        var address = self
        address.query = query
        return address
    }

    /// Refuses what libcurl would read with goodwill: `http:/h` and `http:///h` as `http://h`.
    private static func checkText(_ url: String) throws(DestinationError) {
        guard url.utf8.count <= longest else { throw DestinationError(url, "it is longer than \(longest) bytes") }
        guard !url.unicodeScalars.contains(where: { $0.isControl || $0.properties.isWhitespace }) else {
            throw DestinationError(url, "there is a space or control character in it")
        }
        guard let scheme = url.firstRange(of: "://"), scheme.lowerBound != url.startIndex else {
            throw DestinationError(url, "it does not start as a URL does, with scheme://host")
        }
        guard !url[scheme.upperBound...].hasPrefix("/") else { throw DestinationError(url, "there is no host in it") }
        guard !url.contains("#") else { throw DestinationError(url, "'#' has to be written as %23") }
    }

    private static func host(_ text: String, zone: String?) -> String {
        let host = text.hasPrefix("[") ? String(text.dropFirst().dropLast()) : text
        return host.lowercased() + (zone.map { "%" + $0 } ?? "")
    }

    private static func port(_ text: String?, of url: String) throws(DestinationError) -> Int? {
        guard let text else { return nil }
        guard let port = Int(text), (1...65_535).contains(port) else {
            throw DestinationError(url, "the port is not a number from 1 to 65535")
        }
        return port
    }
}
