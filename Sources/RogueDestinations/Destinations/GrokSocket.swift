package import Rogue

/// The custom-metric socket of Grok: `grok://host[:2003]`.
package struct GrokSocket: BuildableDestination {
    package static let schemes = ["grok"]

    package let name: String
    package let batchLimit = 5_000
    private let socket: LineSocket

    package init(_ address: Address, _ options: DestinationOptions) throws(DestinationError) {
        try address.checkQuery(knows: [Address.nameKey])
        socket = try LineSocket(address, options)
        name = try address.name(defaultPort: LineSocket.defaultPort, path: "")
    }

    package func send(_ samples: ArraySlice<Sample>) async -> Outcome {
        socket.deliver(MetricLines.encode(samples) { metric, line in line.append(field: metric.description) })
    }
}
