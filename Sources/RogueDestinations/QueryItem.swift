import Ccurl

/// One `key=value` of the query.
package struct QueryItem: Hashable, Sendable {
    /// Percent-decoded.
    package let key: String
    /// Percent-decoded; `nil` where there is no `=`.
    package let value: String?
    /// As it stands in the URL.
    package let text: String

    /// The items of a query.
    static func items(_ query: some StringProtocol) -> [QueryItem] {
        query.split(separator: "&").map { QueryItem(text: $0) }
    }

    init(text: some StringProtocol) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        self.key = percentDecoded(String(parts[0]))
        self.value = parts.count > 1 ? percentDecoded(String(parts[1])) : nil
        self.text = String(text)
    }
}

/// The text with each `%` and its two digits replaced by the byte they stand for; a stray `%` stays.
func percentDecoded(_ text: String) -> String {
    var count: CInt = 0
    guard let bytes = curl_easy_unescape(nil, text, CInt(clamping: text.utf8.count), &count) else { return text }
    defer { curl_free(bytes) }
    return String(decoding: UnsafeRawBufferPointer(start: bytes, count: Int(count)), as: UTF8.self)
}
