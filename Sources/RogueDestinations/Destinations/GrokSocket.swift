package import Rogue

/// The custom-metric socket of Grok: `grok://host[:2003]`, or `grok+tls://`.
package struct GrokSocket: BuildableDestination {
    package static let schemes = ["grok", "grok+tls"]

    package let name: String
    package let batchLimit = 5_000
    private let socket: LineSocket

    package init(_ address: Address, _ options: DestinationOptions) throws(DestinationError) {
        try address.checkQuery(knows: [Address.nameKey] + TLSTrust.keys)
        socket = try LineSocket(address, options)
        name = try address.name(defaultPort: LineSocket.defaultPort, path: "")
    }

    package func send(_ samples: ArraySlice<Sample>) async -> Outcome {
        socket.deliver(MetricLines.encode(samples, name: Self.lineName))
    }

    /// The text form has escapes of its own, which begin with `%`, too: a name never has to be escaped twice.
    private static func lineName(_ metric: MetricName) -> [UInt8] {
        var name: [UInt8] = []
        name.append(escaping: metric.description, keepsPercent: true)
        return name
    }
}
