import Rogue

/// What samples say of where they come from: `?host=`, `?tags=datacenter=EC2,region=us-west-1`.
struct SampleSource {
    /// The query items that it reads.
    static let keys = ["host", "tags"]

    /// The machine.
    let host: String
    /// The tags of all metrics, without the host.
    let common: [String: String]
    private let units: UnitTable

    /// The longest `?tags=`, in bytes.
    private static let longestTags = 1_000

    init(_ address: Address, _ options: DestinationOptions) throws(DestinationError) {
        host = try address.value(of: "host") ?? options.host
        common = options.tags.merging(try Self.tags(address)) { $1 }
        units = options.units
    }

    /// A source that is nowhere written.
    init(host: String, tags: [String: String] = [:]) {
        self.host = host
        common = tags
        units = UnitTable()
    }

    private static func tags(_ address: Address) throws(DestinationError) -> [String: String] {
        var tags: [String: String] = [:]
        for pair in (try address.value(of: "tags", longest: longestTags) ?? "").split(separator: ",") {
            let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, tags.updateValue(parts[1], forKey: parts[0]) == nil else {
                throw DestinationError(address.url, "'tags' has to be like datacenter=EC2,region=us-west-1")
            }
        }
        return tags
    }

    /// The tags that a sample of the metric has, in the order of their keys, where its own win.
    ///
    /// One without a value is left out.
    func tags(of metric: MetricName) -> [SampleLine.Tag] {
        var tags = common
        tags["host"] = host
        for tag in metric.tags { tags[tag.key] = tag.value }
        return tags.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// What the metric's values are, as its collector says: `bytes/s`; nothing where that is not known.
    func unit(of metric: MetricName) -> String { units.unit(of: metric) }
}
