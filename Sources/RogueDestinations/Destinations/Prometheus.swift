package import Rogue

/// Prometheus' remote write, 1.0: `prometheus://host[:9090][/api/v1/write]`, or `prometheus+tls://`.
///
/// Of the query, `host` and `tags` are labels of all metrics; the rest is what ``HTTPEndpoint``, but for `gzip`, and
/// ``HTTPAuthorization`` read. Counters are rates here as everywhere: gauges to Prometheus.
package struct Prometheus: BuildableDestination, EndingDestination {
    package static let schemes = ["prometheus", "prometheus+tls"]
    private static let defaultPort = 9_090
    private static let defaultPath = "/api/v1/write"
    private static let keys =
        [Address.nameKey] + SampleSource.keys + HTTPEndpoint.keys.filter { $0 != "gzip" } + HTTPAuthorization.keys
    /// What the specification asks for; gzip it does not know.
    private static let headers = [
        "Content-Type: application/x-protobuf", "Content-Encoding: snappy", "X-Prometheus-Remote-Write-Version: 0.1.0",
    ]

    package let name: String
    package let batchLimit = 5_000
    private let client: HTTPClient
    private let encoder: RemoteWrite
    private let path: String

    package init(_ address: Address, _ options: DestinationOptions) throws(DestinationError) {
        try address.checkQuery(knows: Self.keys)
        path = address.path == "/" ? Self.defaultPath : address.path
        name = try address.name(defaultPort: Self.defaultPort, path: path)
        encoder = RemoteWrite(source: try SampleSource(address, options))
        let endpoint = try HTTPEndpoint(address, options, defaultPort: Self.defaultPort)
        client = try endpoint.client(address, try HTTPAuthorization(address), headers: Self.headers)
    }

    package func storeName(of metric: MetricName) -> StoreName {
        let labels = encoder.labels(metric)
        guard Set(labels.map(\.key)).count == labels.count else {
            return .impossible("two of its labels have one name")
        }
        return .named(labels.map { MetricName("", tags: [$0.key: $0.value]).description }.joined())
    }

    package func send(_ samples: ArraySlice<Sample>) async -> Outcome {
        deliver(encoder.encode(samples))
    }

    package func end(_ series: [SeriesEnd]) async -> Outcome {
        deliver(encoder.encode(series))
    }

    private func deliver(_ message: [UInt8]) -> Outcome {
        guard !message.isEmpty else { return .delivered }
        guard let body = Snappy.compressed(message) else { return .tooLarge("snappy does not take so much") }
        return client.deliver(body, to: path)
    }
}
