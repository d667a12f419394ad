package import Rogue

/// A topic of a Kafka cluster: `kafka://broker[:9092],broker…/topic?format=badger`, `flat` or `line`.
///
/// TLS by `kafka+tls://`. A message is a payload, or a sample; its key is the host. Of the query, `host` stands in them in
/// place of this machine's name, `tags` are those of all metrics, `compression` is `gzip`, `snappy`, `lz4` or `zstd`, and
/// `sasl` says how a user of the URL is to be authenticated.
package struct Kafka: BuildableDestination {
    package static let schemes = ["kafka", "kafka+tls"]
    package static let addressShape = Address.Shape.hosts

    package let name: String
    package let batchLimit = 5_000
    private let writer: SampleWriter
    private let connection: KafkaConnection
    private let timeout: Int

    package init(_ address: Address, _ options: DestinationOptions) throws(DestinationError) {
        try address.checkQuery(knows: SampleWriter.keys + KafkaConnection.keys + [Address.nameKey])
        writer = try SampleWriter(address, options, formats: [.badger, .flat, .line])
        connection = try KafkaConnection(address, options)
        name = try address.name(place: "\(address.scheme)://\(connection.brokers)/\(connection.topic)")
        timeout = options.timeout
    }

    package func storeName(of metric: MetricName) -> StoreName { writer.storeName(of: metric) }

    package func send(_ samples: ArraySlice<Sample>) async -> Outcome {
        let records = writer.records(samples)
        guard !records.bytes.isEmpty else { return .delivered }
        do throws(KafkaFailure) {
            try connection.deliver(records, key: writer.host, within: timeout)
            return .delivered
        } catch {
            return switch error.kind {
            case .unavailable: .unavailable(error.reason)
            case .tooLarge: .tooLarge(error.reason)
            case .refused: .refused(error.reason)
            }
        }
    }
}
