package import Rogue

/// The custom-metric HTTP API, which is OpenTSDB's `/api/put`: `https://host[:port][/path]`.
///
/// Of the query, `host` and `tags` are tags of all metrics, `name` is the destination's name, and what ``HTTPEndpoint``
/// and ``HTTPAuthorization`` read are files and the way to the server; all else is the server's.
package struct CustomMetricHTTP: BuildableDestination {
    package static let schemes = ["http", "https"]
    private static let ownKeys =
        [Address.nameKey, "password_file", "token_file"] + SampleSource.keys + HTTPEndpoint.keys
    private static let defaultPath = "/_metrics/custom"

    package let name: String
    package let batchLimit = 1_000
    private let client: HTTPClient
    private let encoder: MetricJSON
    private let path: String

    package init(_ address: Address, _ options: DestinationOptions) throws(DestinationError) {
        let port = address.scheme == "https" ? 443 : 80
        let path = address.path == "/" ? Self.defaultPath : address.path
        let passed = address.query.filter { !Self.ownKeys.contains($0.key) }.map(\.text).joined(separator: "&")
        name = try address.name(defaultPort: port, path: path)
        self.path = path + (passed.isEmpty ? "" : "?" + passed)
        encoder = MetricJSON(source: try SampleSource(address, options))
        // A token in the query itself is for the server to read there.
        var authorization = try HTTPAuthorization(address.without(["token", "password"]))
        if authorization == .none, let key = options.apiKey { authorization = .basic(key, "") }
        let endpoint = try HTTPEndpoint(address, options, defaultPort: port)
        client = try endpoint.client(address, authorization)
    }

    package func storeName(of metric: MetricName) -> StoreName { encoder.storeName(of: metric) }

    package func send(_ samples: ArraySlice<Sample>) async -> Outcome {
        client.deliver(encoder.encode(samples), to: path)
    }
}
