import Glibc
import Rogue
import Synchronization

/// A topic and the brokers that have it, and the producer that sends there, which is made when it is needed.
final class KafkaConnection: Sendable {
    /// The query items that it reads.
    static let keys = ["compression", "sasl"] + TLSTrust.keys

    /// `a:9092,b:9092`.
    let brokers: String
    let topic: String
    private let settings: [String: String]
    private let producer = Mutex<KafkaProducer?>(nil)

    private static let defaultPort = 9_092

    /// Refuses an address without a topic, and what librdkafka does not take.
    init(_ address: Address, _ options: DestinationOptions) throws(DestinationError) {
        topic = try Self.topic(address)
        let others = address.otherHosts.map { Self.hasPort($0) ? $0 : "\($0):\(Self.defaultPort)" }
        let first = "\(address.bracketedHost):\(address.port ?? Self.defaultPort)"
        brokers = ([first] + others).joined(separator: ",")
        var settings = Self.basics(brokers, options)
        try Self.add(security: address, options, to: &settings)
        if let codec = try address.value(of: "compression", from: ["gzip", "snappy", "lz4", "zstd"]) {
            settings["compression.type"] = codec
        }
        self.settings = settings
        do throws(KafkaFailure) {
            _ = try KafkaProducer(topic: topic, settings)
        } catch {
            throw DestinationError(address.url, error.reason)
        }
    }

    /// Sends each record, without its line end, as a message, and waits until the brokers have said that they have it.
    func deliver(_ records: SampleRecords, key: String, within seconds: Int) throws(KafkaFailure) {
        let failure = producer.withLock { producer -> KafkaFailure? in
            do throws(KafkaFailure) {
                if producer == nil { producer = try KafkaProducer(topic: topic, settings) }
                try producer?.deliver(records, key: key, within: seconds)
                return nil
            } catch {
                // What it still has under way is not to come behind what the next one sends.
                producer = nil
                return error
            }
        }
        if let failure { throw failure }
    }

    private static func topic(_ address: Address) throws(DestinationError) -> String {
        let topic = address.path.dropFirst()
        let isGood = topic.utf8.allSatisfy { byte in
            switch Unicode.Scalar(byte) {
            case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "-": true
            default: false
            }
        }
        // Kafka's own rule for the names of topics.
        guard isGood, (1...249).contains(topic.count), topic != ".", topic != ".." else {
            throw DestinationError(address.url, "it does not name a topic, as kafka://broker/topic does")
        }
        return String(topic)
    }

    private static func hasPort(_ host: String) -> Bool {
        host.hasSuffix("]") ? false : host.contains(":")
    }

    /// Each message is stored by all replicas that are in step, once: acks=all and an idempotent producer.
    private static func basics(_ brokers: String, _ options: DestinationOptions) -> [String: String] {
        [
            "bootstrap.servers": brokers,
            "client.id": "rogue-forward",
            "enable.idempotence": "true",
            "acks": "all",
            // What Kafka's own clients would choose for the key.
            "partitioner": "murmur2_random",
            "message.timeout.ms": "\(options.timeout * 1_000)",
            "socket.connection.setup.timeout.ms": "\(options.connectTimeout * 1_000)",
            // The most that a broker takes if it is not told otherwise.
            "message.max.bytes": "1000000",
        ]
    }

    private static func add(
        security address: Address,
        _ options: DestinationOptions,
        to settings: inout [String: String]
    ) throws(DestinationError) {
        let isTLS = address.scheme.hasSuffix("+tls")
        if !isTLS {
            try TLSTrust.refuse(address)
        } else {
            let trust = try TLSTrust(address, options)
            if let path = trust.caCertificate { settings["ssl.ca.location"] = path }
            if let path = trust.certificate {
                settings["ssl.certificate.location"] = path
                settings["ssl.key.location"] = trust.key ?? path
            }
            if trust.isBlind { settings["enable.ssl.certificate.verification"] = "false" }
        }
        let mechanism = try address.value(of: "sasl", from: ["plain", "scram-sha-256", "scram-sha-512"])
        guard let user = address.user else {
            guard mechanism == nil else { throw DestinationError(address.url, "'sasl' needs a user in the URL") }
            settings["security.protocol"] = isTLS ? "ssl" : "plaintext"
            return
        }
        settings["security.protocol"] = isTLS ? "sasl_ssl" : "sasl_plaintext"
        settings["sasl.mechanism"] = (mechanism ?? "plain").uppercased()
        settings["sasl.username"] = user
        settings["sasl.password"] = address.password ?? ""
    }
}
