import Ccurl

extension Address {
    /// One `key=value` of the query.
    package struct QueryItem: Hashable, Sendable {
        /// Percent-decoded.
        package let key: String
        /// Percent-decoded; `nil` where there is no `=`.
        package let value: String?
        /// As it stands in the URL.
        package let text: String

        init(text: some StringProtocol) {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            self.key = decoded(String(parts[0]))
            self.value = parts.count > 1 ? decoded(String(parts[1])) : nil
            self.text = String(text)
        }
    }

    /// The longest value of Rogue's own, in bytes.
    private static let longestValue = 200

    /// The value of one of Rogue's own query items, or `nil` where the URL has no such item.
    func value(of key: String) throws(DestinationError) -> String? {
        let items = query.filter { $0.key == key }
        guard let item = items.first else { return nil }
        guard items.count == 1 else { throw DestinationError(url, "'\(key)' is given more than once") }
        guard let value = item.value, !value.isEmpty, value.utf8.count <= Self.longestValue else {
            throw DestinationError(url, "'\(key)' has to have a value of 1 to \(Self.longestValue) bytes")
        }
        guard !value.unicodeScalars.contains(where: \.isControl) else {
            throw DestinationError(url, "there is a control character in '\(key)'")
        }
        return value
    }

    /// Refuses query items of other keys: a typing error must not pass for the server's business.
    func checkQuery(knows keys: [String]) throws(DestinationError) {
        guard let stray = query.first(where: { !keys.contains($0.key) }) else { return }
        let key = printable(stray.key.utf8, limit: Self.longestValue)
        throw DestinationError(url, "unknown query item '\(key)'; known: \(keys.joined(separator: ", "))")
    }
}

/// The text with each `%` and its two digits replaced by the byte they stand for; a stray `%` stays.
private func decoded(_ text: String) -> String {
    var count: CInt = 0
    guard let bytes = curl_easy_unescape(nil, text, CInt(clamping: text.utf8.count), &count) else { return text }
    defer { curl_free(bytes) }
    return String(decoding: UnsafeRawBufferPointer(start: bytes, count: Int(count)), as: UTF8.self)
}
