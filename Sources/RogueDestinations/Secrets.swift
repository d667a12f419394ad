/// What of a URL must appear in no message, no log and no name.
enum Secrets {
    /// The most bytes of a URL that are shown.
    private static let longestShown = 200
    private static let words = ["token", "key", "secret", "password", "passwd", "auth", "sig"]

    /// Whether a query item of this key is a secret.
    static func hides(_ key: String) -> Bool {
        let key = key.lowercased()
        return words.contains { key.contains($0) }
    }

    /// The URL without user, password and secret query values, on one line of limited length.
    ///
    /// It works on the text, for it has to mask what is no URL too. A password with a stray `/` or `?` in it would end
    /// the host for a parser, so all up to the last `@` is taken for one.
    static func masked(_ url: String) -> String {
        var rest = url[...]
        var shown = ""
        if let scheme = url.firstRange(of: "://") {
            shown = String(url[..<scheme.upperBound])
            rest = url[scheme.upperBound...]
        }
        if let at = rest.lastIndex(of: "@") {
            shown += "***"
            rest = rest[at...]
        }
        if let question = rest.firstIndex(of: "?") {
            shown += rest[...question]
            let items = rest[question...].dropFirst().split(separator: "&", omittingEmptySubsequences: false)
            shown += items.map(masked(item:)).joined(separator: "&")
        } else {
            shown += rest
        }
        return shown.isEmpty ? "''" : printable(shown.utf8, limit: longestShown)
    }

    private static func masked(item: Substring) -> String {
        let item = QueryItem(text: item)
        return hides(item.key) && item.value != nil ? "\(item.text.prefix { $0 != "=" })=***" : item.text
    }
}

/// The text in `bytes` on one line: control characters as spaces, and cut, visibly, at `limit` bytes.
func printable(_ bytes: some Sequence<UInt8>, limit: Int) -> String {
    // One byte beyond the limit tells whether there is more.
    let start = Array(bytes.prefix(limit + 1))
    let text = String(decoding: start.prefix(limit), as: UTF8.self)
    let line = String(String.UnicodeScalarView(text.unicodeScalars.map { $0.isControl ? " " : $0 }))
    return start.count > limit ? line + "…" : line
}

extension Unicode.Scalar {
    /// Whether it would end a line or move the cursor, rather than show.
    var isControl: Bool { properties.generalCategory == .control }
}
