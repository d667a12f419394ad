import Rogue

extension Address {
    /// The longest value of Rogue's own, in bytes.
    private static let longestValue = 200

    /// The value of one of Rogue's own query items, or `nil` where the URL has no such item.
    func value(of key: String, longest: Int = Self.longestValue) throws(DestinationError) -> String? {
        let items = query.filter { $0.key == key }
        guard let item = items.first else { return nil }
        guard items.count == 1 else { throw DestinationError(url, "'\(key)' is given more than once") }
        guard let value = item.value, !value.isEmpty, value.utf8.count <= longest else {
            throw DestinationError(url, "'\(key)' has to have a value of 1 to \(longest) bytes")
        }
        guard !value.unicodeScalars.contains(where: \.isControl) else {
            throw DestinationError(url, "there is a control character in '\(key)'")
        }
        return value
    }

    /// The value of one of Rogue's own query items, which is one of some words.
    func value(of key: String, from words: [String]) throws(DestinationError) -> String? {
        guard let value = try value(of: key) else { return nil }
        guard words.contains(value) else {
            throw DestinationError(url, "'\(key)' is not '\(value)', but one of \(words.joined(separator: ", "))")
        }
        return value
    }

    /// The value of one of Rogue's own query items, which is a length of time.
    func interval(of key: String) throws(DestinationError) -> Interval? {
        guard let value = try value(of: key) else { return nil }
        guard let interval = Interval(value) else {
            throw DestinationError(url, "'\(key)' is not '\(value)', but a time such as 300 or 5m")
        }
        return interval
    }

    /// Refuses a user and a path, where a wire carries neither.
    func checkBare() throws(DestinationError) {
        guard user == nil else { throw DestinationError(url, "it takes no user and no password") }
        guard path == "/" else { throw DestinationError(url, "it takes no path") }
    }

    /// Refuses query items of other keys: a typing error must not pass for the server's business.
    func checkQuery(knows keys: [String]) throws(DestinationError) {
        guard let stray = query.first(where: { !keys.contains($0.key) }) else { return }
        let key = printable(stray.key.utf8, limit: Self.longestValue)
        throw DestinationError(url, "unknown query item '\(key)': \(Nearest.advice(for: key, among: keys))")
    }

    /// What the query says of how samples are sent, whatever the kind of destination; all other items are left to that.
    func split() throws(DestinationError) -> (settings: DeliverySettings, rest: Address) {
        let common = Set(DeliverySettings.keys.map(\.name))
        var settings = DeliverySettings()
        for item in query where common.contains(item.key) {
            guard let complaint = settings.take(item.key, item.value ?? "") else { continue }
            throw DestinationError(
                url,
                "'\(item.key)' is wrong: \(printable(complaint.utf8, limit: Self.longestValue))"
            )
        }
        return (settings, with(query: query.filter { !common.contains($0.key) }))
    }
}
