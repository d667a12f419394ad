import Rogue

extension DestinationOptions {
    private static let keys = ["tags", "timeout"]
    /// The longest `?tags=`, in bytes.
    private static let longestTags = 1_000

    /// These, but for what the query says that goes for every kind of destination; all other items are left to that.
    func adopting(_ address: Address) throws(DestinationError) -> (options: DestinationOptions, rest: Address) {
        var options = self
        if let text = try address.value(of: "timeout") {
            guard let timeout = Interval(text), timeout.seconds <= Self.longestTimeout else {
                throw DestinationError(address.url, "'timeout' is not '\(text)', but a time of 1 s to 1 h")
            }
            options.timeout = timeout.seconds
        }
        if let text = try address.value(of: "tags", longest: Self.longestTags) {
            options.tags.merge(try Self.tags(text, address)) { $1 }
        }
        options.host = options.tags.removeValue(forKey: "host") ?? host
        return (options, address.with(query: address.query.filter { !Self.keys.contains($0.key) }))
    }

    /// `key=value,key=value`.
    private static func tags(_ text: String, _ address: Address) throws(DestinationError) -> [String: String] {
        var tags: [String: String] = [:]
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty,
                tags.updateValue(parts[1], forKey: parts[0]) == nil
            else { throw DestinationError(address.url, "'tags' has to be like datacenter=EC2,region=us-west-1") }
        }
        return tags
    }
}
