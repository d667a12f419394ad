package import Rogue

/// carbon: `graphite://host[:2003]`, or `graphite+tls://`, with paths `[prefix.]host.name[;key=value…]`.
///
/// Of the query, `protocol` is `plain`, `udp` or `pickle`, whose port is 2004; `prefix` starts the paths, and
/// `template` says how they are made instead; `host` stands in them in place of this machine's name, and `tags` are those
/// of all metrics.
package struct Graphite: BuildableDestination {
    package static let schemes = ["graphite", "graphite+tls"]

    package let name: String
    package let batchLimit: Int
    private let wire: Wire
    private let path: GraphitePath

    /// How the samples get there.
    private enum Wire: Hashable {
        case lines(LineSocket)
        case datagrams(DatagramSocket)
        case pickles(LineSocket)
    }

    package init(_ address: Address, _ options: DestinationOptions) throws(DestinationError) {
        try address.checkQuery(
            knows: ["protocol", "prefix", "template", Address.nameKey] + SampleSource.keys + TLSTrust.keys
        )
        let kind = try address.value(of: "protocol", from: ["plain", "udp", "pickle"]) ?? "plain"
        let port = kind == "pickle" ? 2_004 : LineSocket.defaultPort
        guard kind != "udp" || !address.scheme.hasSuffix("+tls") else {
            throw DestinationError(address.url, "there is no TLS over UDP")
        }
        name = try address.name(defaultPort: port, path: "")
        path = try Self.path(address, options)
        // A receiver of datagrams has to take them as they come.
        batchLimit = kind == "udp" ? 500 : 5_000
        wire =
            switch kind {
            case "udp": .datagrams(try DatagramSocket(address, options, port: port))
            case "pickle": .pickles(try LineSocket(address, options, defaultPort: port))
            default: .lines(try LineSocket(address, options))
            }
    }

    private static func path(
        _ address: Address,
        _ options: DestinationOptions
    ) throws(DestinationError) -> GraphitePath {
        let source = try SampleSource(address, options)
        let prefix = try address.value(of: "prefix")
        guard let text = try address.value(of: "template") else { return GraphitePath(prefix: prefix, source) }
        guard prefix == nil else { throw DestinationError(address.url, "'prefix' and 'template' exclude each other") }
        guard let template = GraphiteTemplate(text) else {
            throw DestinationError(address.url, "'template' has to be like {datacenter}.{host}.{name}.{tags}")
        }
        return GraphitePath(template, source)
    }

    package func storeName(of metric: MetricName) -> StoreName { path.storeName(of: metric) }

    package func send(_ samples: ArraySlice<Sample>) async -> Outcome {
        switch wire {
        case .lines(let socket): socket.deliver(MetricLines.encode(samples, name: path.callAsFunction))
        case .datagrams(let socket): socket.deliver(MetricLines.encode(samples, name: path.callAsFunction))
        case .pickles(let socket): socket.deliver(CarbonPickle.encode(samples, path: path.callAsFunction))
        }
    }
}
