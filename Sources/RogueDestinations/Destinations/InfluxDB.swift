package import Rogue

/// InfluxDB: `influxdb://host[:8086]/DB`, `?api=2&org=…&bucket=…`, or `/DB?api=0.8`.
///
/// TLS by `influxdb+tls://`. Of the query, `rp` is a retention policy, `token` or `token_file` that of 2.x, `host` and
/// `tags` are tags of all metrics; the rest is what ``HTTPEndpoint`` and ``HTTPAuthorization`` read.
package struct InfluxDB: BuildableDestination {
    package static let schemes = ["influxdb", "influxdb+tls"]
    private static let defaultPort = 8_086
    private static let keys =
        [Address.nameKey, "api", "org", "bucket", "rp"] + SampleSource.keys + HTTPEndpoint.keys + HTTPAuthorization.keys

    package let name: String
    package let batchLimit = 5_000
    private let client: HTTPClient
    private let body: Body
    private let path: String

    /// How samples are written.
    private enum Body {
        case lines(SampleSource)
        case series(InfluxSeries)
    }

    package init(_ address: Address, _ options: DestinationOptions) throws(DestinationError) {
        try address.checkQuery(knows: Self.keys)
        let api = try address.value(of: "api", from: ["1", "2", "0.8"]) ?? "1"
        let source = try SampleSource(address, options)
        name = try address.name(defaultPort: Self.defaultPort, path: address.path)
        path = try Self.path(address, api: api)
        body = api == "0.8" ? .series(InfluxSeries(source: source)) : .lines(source)
        let type = api == "0.8" ? "application/json" : "text/plain; charset=utf-8"
        client = try HTTPEndpoint(address, options, defaultPort: Self.defaultPort).client(
            address,
            try HTTPAuthorization(address, scheme: api == "2" ? "Token" : "Bearer"),
            headers: ["Content-Type: \(type)"]
        )
    }

    private static func path(_ address: Address, api: String) throws(DestinationError) -> String {
        let database = address.path.dropFirst()
        let others = try ["org", "bucket", "rp"].map { key throws(DestinationError) in
            (key, try address.value(of: key))
        }
        let given = others.compactMap { key, value in value.map { "&\(key)=" + PercentEncoding.encoded($0) } }.joined()
        let wanted = api == "2" ? ["org", "bucket"] : api == "1" ? ["rp"] : []
        if let stray = others.first(where: { $1 != nil && !wanted.contains($0) }) {
            throw DestinationError(address.url, "'\(stray.0)' is not for api=\(api)")
        }
        guard api != "2" else {
            guard database.isEmpty, given.contains("&bucket=") else {
                throw DestinationError(address.url, "it does not name a bucket, as influxdb://host?api=2&bucket=B does")
            }
            return "/api/v2/write?precision=ns" + given
        }
        guard !database.isEmpty, !database.contains("/") else {
            throw DestinationError(address.url, "it does not name a database, as influxdb://host/DB does")
        }
        return api == "1" ? "/write?db=\(database)&precision=ns" + given : "/db/\(database)/series?time_precision=s"
    }

    package func storeName(of metric: MetricName) -> StoreName {
        switch body {
        case .lines(let source): SampleFormat.line.storeName(of: metric, source)
        case .series(let series): series.storeName(of: metric)
        }
    }

    /// Sends the samples.
    ///
    /// Of a request that is answered with 400 the store may have kept the good lines. To send those again, as the search
    /// for the bad ones does, changes nothing: a point takes the place of one that is the same.
    package func send(_ samples: ArraySlice<Sample>) async -> Outcome {
        let outcome =
            switch body {
            case .lines(let source): client.deliver(SampleFormat.line.records(samples, source).bytes, to: path)
            case .series(let series): client.deliver(series.encode(samples), to: path)
            }
        guard case .refused(let words) = outcome, Self.areAllExpired(samples, words) else { return outcome }
        return .partly(samples.indices.map { Refusal($0 - samples.startIndex, words) })
    }

    /// Whether the store says that its retention policy keeps none of the samples.
    ///
    /// However many these are, it is not the store that is at fault: they are refused one and all, and others follow.
    private static func areAllExpired(_ samples: ArraySlice<Sample>, _ words: String) -> Bool {
        words.contains("points beyond retention policy dropped=\(samples.count)")
    }
}
