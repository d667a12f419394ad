extension Address {
    /// The query item that names a destination.
    static let nameKey = "name"

    /// The query items that only say how a destination is reached: they may change, as passwords may.
    private static let wayKeys = ["gzip", "proxy", "ca_file", "cert_file"]

    /// The longest name in bytes: it goes into log lines, a database and the name of a lock file.
    private static let longestName = 200

    /// What tells the destination from the others between runs: `?name=`, or where it is and what it is asked.
    ///
    /// Neither user and password nor secret query items are part of it: they may change, and it is shown. The default
    /// port is, so that `https://h` and `https://h:443` are one.
    func name(defaultPort: Int, path: String) throws(DestinationError) -> String {
        try name(place: "\(scheme)://\(bracketedHost):\(port ?? defaultPort)\(path)")
    }

    /// The same of what is not at a host and port: `place` stands for them.
    func name(place: String) throws(DestinationError) -> String {
        if let name = try value(of: Self.nameKey) { return name }
        let kept = query.filter { item in
            item.key != Self.nameKey && !Secrets.hides(item.key) && !Self.wayKeys.contains(item.key)
        }.map(\.text)
        let name = kept.isEmpty ? place : place + "?" + kept.joined(separator: "&")
        guard name.utf8.count <= Self.longestName else {
            throw DestinationError(url, "it needs a short name to be known by: add ?name=NAME")
        }
        return name
    }

    /// The host as it stands in a URL: IPv6 in brackets, the `%` of its zone percent-encoded.
    var bracketedHost: String {
        guard host.contains(":") else { return host }
        let parts = host.split(separator: "%", maxSplits: 1)
        return "[" + parts.joined(separator: "%25") + "]"
    }
}
