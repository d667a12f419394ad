package import Rogue

/// carbon's plaintext port: `graphite://host[:2003]`, with paths `[prefix.]host.name[;key=value…]`.
///
/// Of the query, `prefix` starts the paths, and `host` stands in them in place of this machine's name.
package struct Graphite: BuildableDestination {
    package static let schemes = ["graphite"]

    package let name: String
    package let batchLimit = 5_000
    private let socket: LineSocket
    /// What each path starts with: `prefix.host.`.
    private let start: [UInt8]

    package init(_ address: Address, _ options: DestinationOptions) throws(DestinationError) {
        try address.checkQuery(knows: ["prefix", "host", Address.nameKey])
        socket = try LineSocket(address, options)
        name = try address.name(defaultPort: LineSocket.defaultPort, path: "")
        var start: [UInt8] = []
        if let prefix = try address.value(of: "prefix") {
            start.append(field: prefix, without: "/;")
            start.append(UInt8(ascii: "."))
        }
        // A host is one folder of the tree, not one for each label of its name.
        start.append(field: try address.value(of: "host") ?? options.host, without: "./;")
        start.append(UInt8(ascii: "."))
        self.start = start
    }

    package func send(_ samples: ArraySlice<Sample>) async -> Outcome {
        socket.deliver(MetricLines.encode(samples, appendName: appendPath))
    }

    /// The text form of a metric is carbon's tag syntax already, except for what carbon refuses: a tag without a
    /// value, a value that starts with `~`, and `!` or `^` in a key (carbon's `TaggedSeries`).
    private func appendPath(of metric: MetricName, to line: inout [UInt8]) {
        line += start
        let parts = metric.description.split(separator: ";", omittingEmptySubsequences: false)
        line.append(field: parts[0])
        for tag in parts.dropFirst() {
            let pair = tag.split(separator: "=", maxSplits: 1)
            guard pair.count == 2 else { continue }
            line.append(UInt8(ascii: ";"))
            line.append(field: pair[0], without: "!^")
            line.append(UInt8(ascii: "="))
            line.append(field: pair[1].prefix(1), without: "~")
            line.append(field: pair[1].dropFirst())
        }
    }
}
