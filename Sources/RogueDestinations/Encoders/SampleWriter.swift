import Rogue

/// Samples as text for whoever reads them, as the query of a URL says: `?format=`, `?dedup=`, and whence.
struct SampleWriter {
    /// The query items that it reads.
    static let keys = SampleSource.keys + ["format", "dedup"]

    private let format: SampleFormat
    private let source: SampleSource
    /// In seconds; `nil` where every sample is written.
    private let dedup: Int?

    /// Reads the query; the format is one of `formats`, the first if nothing is said.
    init(
        _ address: Address,
        _ options: DestinationOptions,
        formats: [SampleFormat] = SampleFormat.allCases
    ) throws(DestinationError) {
        let words = formats.map(\.rawValue)
        format =
            try address.value(of: "format", from: words).flatMap(SampleFormat.init(rawValue:)) ?? formats.first
            ?? .badger
        source = try SampleSource(address, options)
        dedup = try address.interval(of: "dedup")?.seconds
    }

    /// What tells where the samples come from.
    var host: String { source.host }

    /// The text of the samples whose value is a number, in records of which each ends with a line end.
    func records(_ samples: ArraySlice<Sample>) -> SampleRecords {
        format.records(dedup.map { Deduplication.thinned(samples, seconds: $0) } ?? samples, source)
    }

    /// What a metric is called in the text.
    func storeName(of metric: MetricName) -> StoreName { format.storeName(of: metric, source) }
}
