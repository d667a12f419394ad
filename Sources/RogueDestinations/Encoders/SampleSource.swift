import Rogue

/// What samples say of where they come from: the machine, and the tags that all of them have.
struct SampleSource {
    /// The query items that it reads.
    static let keys = ["host"]

    /// The machine.
    let host: String
    /// The tags of all metrics, without the host.
    let common: [String: String]
    private let units: UnitTable

    init(_ address: Address, _ options: DestinationOptions) throws(DestinationError) {
        host = try address.value(of: "host") ?? options.host
        common = options.tags
        units = options.units
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
