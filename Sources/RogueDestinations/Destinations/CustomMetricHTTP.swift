package import Rogue

/// The custom-metric HTTP API, which is OpenTSDB's `/api/put`: `https://host[:port][/path]`.
///
/// Of the query, what every destination or every HTTP destination knows is Rogue's; all else is the server's.
package struct CustomMetricHTTP: BuildableDestination {
    package static let schemes = ["http", "https"]
    private static let ownKeys = HTTPOptions.keys + SampleSource.keys + [Address.nameKey]
    private static let defaultPath = "/_metrics/custom"

    package let name: String
    package let batchLimit = 1_000
    private let client: HTTPClient
    private let target: String
    private let encoder: MetricJSON

    package init(_ address: Address, _ options: DestinationOptions) throws(DestinationError) {
        let port = address.scheme == "https" ? 443 : 80
        let path = address.path == "/" ? Self.defaultPath : address.path
        let passed = address.query.filter { !Self.ownKeys.contains($0.key) }.map(\.text).joined(separator: "&")
        name = try address.name(defaultPort: port, path: path)
        client = try HTTPClient(address, options, defaultPort: port)
        target = path + (passed.isEmpty ? "" : "?" + passed)
        encoder = MetricJSON(source: try SampleSource(address, options))
    }

    package func send(_ samples: ArraySlice<Sample>) async -> Outcome {
        let body = encoder.encode(samples)
        return body.isEmpty ? .delivered : client.post(body, to: target)
    }
}
