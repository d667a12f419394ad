/// Where a destination is, and what its URL says of it.
package struct Address: Hashable, Sendable {
    /// In small letters.
    package let scheme: String
    package let user: String?
    package let password: String?
    /// A name or a numeric address in small letters; IPv6 without brackets, with its zone: `fe80::1%eth0`.
    package let host: String
    package let port: Int?
    /// Behind the first host: `b:9092`; empty where the destination has one host.
    package let otherHosts: [String]
    /// As a request line has it, percent-encoded; `/` where the URL has none.
    ///
    /// That of something on this machine is decoded, and empty where there is none.
    package let path: String
    package private(set) var query: [QueryItem]
    /// The URL as it was given.
    ///
    /// It may hold a secret: only ``DestinationError`` may show it.
    let url: String

    /// The longest URL, in bytes: beyond it lies a mistake.
    private static let longest = 4_096

    /// What a URL has behind its scheme.
    package enum Shape: Hashable, Sendable {
        /// `scheme://host…`.
        case host
        /// `scheme://host,host…`.
        case hosts
        /// `scheme:path`: something on this machine.
        case local
    }

    /// Takes `url` apart; one with a space in it, of another shape, or with port 0 is malformed.
    package init(_ url: String, as shape: Shape = .host) throws(DestinationError) {
        try Self.checkText(url)
        self.url = url
        guard shape != .local else {
            let parts = try LocalURL(url)
            (scheme, path, query) = (parts.scheme, parts.path, parts.query)
            (user, password, host, port, otherHosts) = (nil, nil, "", nil, [])
            return
        }
        try Self.checkHost(url)
        let list = shape == .hosts ? HostList(url) : nil
        otherHosts = try list?.others() ?? []
        let parts = try ParsedURL(url, text: list?.urlOfFirst ?? url)
        scheme = (try parts.scheme ?? "").lowercased()
        user = try parts.user
        password = try parts.password
        host = Self.host(try parts.host ?? "", zone: try parts.zone)
        port = try Self.port(parts.port, of: url)
        path = try parts.path ?? "/"
        query = QueryItem.items(try parts.query ?? "")
    }

    /// The address with these items in its query.
    func with(query: [QueryItem]) -> Address {
        var address = self
        address.query = query
        return address
    }

    /// The address without the query items of these keys.
    func without(_ keys: [String]) -> Address { with(query: query.filter { !keys.contains($0.key) }) }

    private static func checkText(_ url: String) throws(DestinationError) {
        guard url.utf8.count <= longest else { throw DestinationError(url, "it is longer than \(longest) bytes") }
        guard !url.unicodeScalars.contains(where: { $0.isControl || $0.properties.isWhitespace }) else {
            throw DestinationError(url, "there is a space or control character in it")
        }
        guard !url.contains("#") else { throw DestinationError(url, "'#' has to be written as %23") }
    }

    /// Refuses what libcurl would read with goodwill: `http:/h` and `http:///h` as `http://h`.
    private static func checkHost(_ url: String) throws(DestinationError) {
        guard let scheme = url.firstRange(of: "://"), scheme.lowerBound != url.startIndex else {
            throw DestinationError(url, "it does not start as a URL does, with scheme://host")
        }
        guard !url[scheme.upperBound...].hasPrefix("/") else { throw DestinationError(url, "there is no host in it") }
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
