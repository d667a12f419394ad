package import Rogue

/// OpenTSDB: `opentsdb://host[:4242]?protocol=http`, which is the default, or `telnet`.
///
/// TLS by `opentsdb+tls://`. Of the query, `host` and `tags` are tags of all metrics; the rest is what ``HTTPEndpoint`` and
/// ``HTTPAuthorization`` read, for HTTP.
package struct OpenTSDB: BuildableDestination {
    package static let schemes = ["opentsdb", "opentsdb+tls"]
    private static let defaultPort = 4_242
    private static let keys = [Address.nameKey, "protocol"] + SampleSource.keys

    package let name: String
    package let batchLimit: Int
    private let encoder: MetricJSON
    private let wire: Wire

    /// How the samples get there.
    private enum Wire {
        case http(HTTPClient, path: String)
        case lines(LineSocket)
    }

    /// The most tags of a metric: `tsd.storage.max_tags`.
    private static let mostTags = 8

    /// The bytes of the longest line, without its end: tcollector's limit, and OpenTSDB's own.
    private static let longestLine = 1_023
    /// The longest time and value, with the space between them.
    private static let longestPoint = 20 + 1 + 24

    /// The most bytes that are kept of an answer: it repeats each point that it refuses.
    private static let longestAnswer = 1 << 20

    package init(_ address: Address, _ options: DestinationOptions) throws(DestinationError) {
        let isTelnet = try address.value(of: "protocol", from: ["http", "telnet"]) == "telnet"
        let others = isTelnet ? TLSTrust.keys : HTTPEndpoint.keys + HTTPAuthorization.keys
        try address.checkQuery(knows: Self.keys + others)
        let path = address.path == "/" ? "/api/put" : address.path
        name = try address.name(defaultPort: Self.defaultPort, path: isTelnet ? "" : path)
        encoder = MetricJSON(source: try SampleSource(address, options), isPlain: true)
        // A body of more than 8 kB is in chunks to its HTTP server, and those it only takes where it is told to.
        batchLimit = isTelnet ? 5_000 : 50
        guard !isTelnet else {
            wire = .lines(try LineSocket(address, options, defaultPort: Self.defaultPort))
            return
        }
        let endpoint = try HTTPEndpoint(address, options, defaultPort: Self.defaultPort)
        let authorization = try HTTPAuthorization(address)
        let client = try endpoint.client(address, authorization, longestAnswer: Self.longestAnswer)
        wire = .http(client, path: path + "?details")
    }

    package func storeName(of metric: MetricName) -> StoreName {
        guard encoder.source.tags(of: metric).count <= Self.mostTags else {
            return .impossible("it has more than \(Self.mostTags) tags")
        }
        if case .lines = wire {
            let line = SampleLine.put("put ", metric, encoder.source.tags(of: metric))
            guard line.identity.count - 1 + Self.longestPoint <= Self.longestLine else {
                return .impossible("its line would be longer than \(Self.longestLine) bytes")
            }
        }
        return encoder.storeName(of: metric)
    }

    package func send(_ samples: ArraySlice<Sample>) async -> Outcome {
        switch wire {
        case .lines(let socket): return socket.deliver(SampleFormat.put.records(samples, encoder.source).bytes)
        case .http(let client, let path):
            let body = encoder.encode(samples)
            guard !body.isEmpty else { return .delivered }
            do throws(CurlError) {
                let answer = try client.post(body, to: path)
                guard answer.status == 400 else { return answer.outcome }
                let refusals = OpenTSDBAnswer(answer.body)?.refusals(among: samples, encoder)
                return refusals.map { .partly($0) } ?? answer.outcome
            } catch {
                return .unavailable(error.reason)
            }
        }
    }
}
