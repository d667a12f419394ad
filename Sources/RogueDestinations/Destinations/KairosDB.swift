package import Rogue

/// KairosDB's REST: `kairosdb://host[:8080]`, or `kairosdb+tls://`.
///
/// Of the query, `host` and `tags` are tags of all metrics; the rest is what ``HTTPEndpoint`` and ``HTTPAuthorization`` read.
package struct KairosDB: BuildableDestination {
    package static let schemes = ["kairosdb", "kairosdb+tls"]
    private static let defaultPort = 8_080
    private static let defaultPath = "/api/v1/datapoints"
    private static let keys = [Address.nameKey] + SampleSource.keys + HTTPEndpoint.keys + HTTPAuthorization.keys

    package let name: String
    package let batchLimit = 5_000
    private let client: HTTPClient
    private let encoder: KairosJSON
    private let path: String

    package init(_ address: Address, _ options: DestinationOptions) throws(DestinationError) {
        try address.checkQuery(knows: Self.keys)
        path = address.path == "/" ? Self.defaultPath : address.path
        name = try address.name(defaultPort: Self.defaultPort, path: path)
        encoder = KairosJSON(source: try SampleSource(address, options))
        let endpoint = try HTTPEndpoint(address, options, defaultPort: Self.defaultPort)
        client = try endpoint.client(address, try HTTPAuthorization(address))
    }

    package func storeName(of metric: MetricName) -> StoreName {
        MetricJSON(source: encoder.source, isPlain: true).storeName(of: metric)
    }

    /// Sends the samples; of a request that is answered with 400, good points may be stored, and are sent again in the
    /// search for the bad ones: they take the place of what is the same.
    package func send(_ samples: ArraySlice<Sample>) async -> Outcome {
        client.deliver(encoder.encode(samples), to: path)
    }
}
