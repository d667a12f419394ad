package import Rogue

/// Gnocchi: `gnocchi://user@host[:8041]`, or `gnocchi+tls://`.
///
/// The machine is a resource, and its metrics are made as they come, with an archive policy that is made, too: of the
/// query, `granularity` is its step, which should be the history's, and `retention` how long it keeps a measure. `host`
/// names the resource and `tags` are tags of all metrics; the rest is what ``HTTPEndpoint`` and ``HTTPAuthorization`` read.
package struct Gnocchi: BuildableDestination {
    package static let schemes = ["gnocchi", "gnocchi+tls"]
    private static let defaultPort = 8_041
    private static let keys =
        [Address.nameKey, "granularity", "retention"] + SampleSource.keys + HTTPEndpoint.keys + HTTPAuthorization.keys
    /// The history's own, where nothing else was chosen.
    private static let defaults = (granularity: Interval(seconds: 60), retention: Interval(seconds: 14 * 86_400))

    package let name: String
    package let batchLimit = 5_000
    private let client: HTTPClient
    private let encoder: GnocchiJSON
    private let root: String

    /// The most characters of a name, and of a resource: Gnocchi's schema.
    private static let longestName = 255

    package init(_ address: Address, _ options: DestinationOptions) throws(DestinationError) {
        try address.checkQuery(knows: Self.keys)
        root = address.path == "/" ? "" : address.path
        name = try address.name(defaultPort: Self.defaultPort, path: root)
        encoder = GnocchiJSON(
            source: try SampleSource(address, options),
            granularity: try address.interval(of: "granularity") ?? Self.defaults.granularity,
            retention: try address.interval(of: "retention") ?? Self.defaults.retention
        )
        let host = encoder.source.host
        guard !host.contains("/"), host.unicodeScalars.count <= Self.longestName else {
            throw DestinationError(address.url, "Gnocchi takes no host with a / or of more than 255 characters")
        }
        let endpoint = try HTTPEndpoint(address, options, defaultPort: Self.defaultPort)
        client = try endpoint.client(address, try HTTPAuthorization(address))
    }

    package func storeName(of metric: MetricName) -> StoreName {
        let name = encoder.name(metric)
        guard name.unicodeScalars.count <= Self.longestName else {
            return .impossible("its name is longer than \(Self.longestName) characters")
        }
        return .named(name)
    }

    package func send(_ samples: ArraySlice<Sample>) async -> Outcome {
        let body = encoder.measures(samples)
        guard !body.isEmpty else { return .delivered }
        do throws(CurlError) {
            let path = root + "/v1/batch/resources/metrics/measures?create_metrics=true"
            let answer = try client.post(body, to: path)
            // Nothing was stored where the resource or the archive policy is not there.
            guard answer.status == 400, Self.isSetUpMissing(answer) else { return answer.outcome }
            if let failure = try setUp() { return failure }
            return try client.post(body, to: path).outcome
        } catch {
            return .unavailable(error.reason)
        }
    }

    private static func isSetUpMissing(_ answer: HTTPAnswer) -> Bool {
        let text = String(decoding: answer.body, as: UTF8.self).lowercased()
        return text.contains("unknown resource") || text.contains("archive policy")
    }

    /// Makes archive policy and resource; those that are there already answer 409.
    private func setUp() throws(CurlError) -> Outcome? {
        let policy = try client.post(encoder.policy, to: root + "/v1/archive_policy")
        // Only an administrator may make one: for others, it has to be there.
        guard Self.isThere(policy) || policy.status == 403 else {
            return .unavailable("archive policy: \(policy.text)")
        }
        let resource = try client.post(encoder.resource, to: root + "/v1/resource/generic")
        return Self.isThere(resource) ? nil : .unavailable("resource: \(resource.text)")
    }

    private static func isThere(_ answer: HTTPAnswer) -> Bool { answer.status == 201 || answer.status == 409 }
}
