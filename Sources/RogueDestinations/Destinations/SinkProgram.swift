package import Rogue

/// A program that reads samples on its standard input: `exec:/usr/local/bin/sink?format=csv`, in each format of
/// ``StandardOutput``.
///
/// Of the query, `args` are its arguments, between spaces. It is started for each batch, and has it when it has read it
/// to the end, and ended with status 0.
package struct SinkProgram: BuildableDestination {
    package static let schemes = ["exec"]
    package static let addressShape = Address.Shape.local

    package let name: String
    package let batchLimit = 5_000
    private let writer: SampleWriter
    private let command: [String]
    private let timeout: Int

    package init(_ address: Address, _ options: DestinationOptions) throws(DestinationError) {
        try address.checkQuery(knows: SampleWriter.keys + ["args", Address.nameKey])
        guard address.path.hasPrefix("/"), !address.path.utf8.contains(0) else {
            throw DestinationError(address.url, "it does not name a program, as exec:/path/to/it does")
        }
        let arguments = try address.value(of: "args") ?? ""
        name = try address.name(place: "exec:" + address.path)
        command = [address.path] + arguments.split(separator: " ").map(String.init)
        writer = try SampleWriter(address, options)
        timeout = options.timeout
    }

    package func storeName(of metric: MetricName) -> StoreName { writer.storeName(of: metric) }

    package func send(_ samples: ArraySlice<Sample>) async -> Outcome {
        let text = writer.records(samples).bytes
        guard !text.isEmpty else { return .delivered }
        do throws(SocketFailure) {
            try SinkRun.deliver(text, to: command, within: timeout)
            return .delivered
        } catch {
            return .unavailable(error.reason)
        }
    }
}
