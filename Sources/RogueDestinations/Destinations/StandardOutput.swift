package import Rogue

/// Standard output: `stdout:?format=badger`, `pretty`, `flat`, `put`, `tcollector`, `line` or `csv`.
///
/// Of the query, `host` stands in the samples in place of this machine's name, `tags` are those of all metrics, and
/// `dedup` is tcollector's interval, within which a value that stays as it is is not repeated.
package struct StandardOutput: BuildableDestination {
    package static let schemes = ["stdout"]
    package static let addressShape = Address.Shape.local

    package let name: String
    package let batchLimit = 5_000
    private let writer: SampleWriter
    private let timeout: Int

    package init(_ address: Address, _ options: DestinationOptions) throws(DestinationError) {
        try address.checkQuery(knows: SampleWriter.keys + [Address.nameKey])
        guard address.path.isEmpty else { throw DestinationError(address.url, "it takes no path") }
        name = try address.name(place: "stdout:")
        writer = try SampleWriter(address, options)
        timeout = options.timeout
    }

    package func storeName(of metric: MetricName) -> StoreName { writer.storeName(of: metric) }

    package func send(_ samples: ArraySlice<Sample>) async -> Outcome {
        LineOutput.standard.deliver(writer.records(samples).bytes, within: timeout)
    }
}
