package import Rogue

/// The destinations that there are.
package enum Destinations {
    /// Each kind, once: a new one is a file in Destinations/ and a line here.
    package static let all: [any BuildableDestination.Type] = [
        CustomMetricHTTP.self,
        GrokSocket.self,
        Graphite.self,
        StandardOutput.self,
        SinkProgram.self,
        Kafka.self,
        InfluxDB.self,
        Prometheus.self,
        OpenTSDB.self,
        KairosDB.self,
        Gnocchi.self,
    ]

    /// The destination that `url` leads to; nothing is connected yet.
    package static func make(_ url: String, options: DestinationOptions) throws(DestinationError) -> any Destination {
        try configured(url, options: options).destination
    }

    /// The destination that `url` leads to, and what the URL says of how samples are sent to it.
    package static func configured(
        _ url: String,
        options: DestinationOptions
    ) throws(DestinationError) -> (destination: any Destination, settings: DeliverySettings) {
        let scheme = url.prefix { $0 != ":" }.lowercased()
        let kind = all.first { $0.schemes.contains(scheme) }
        let (settings, address) = try Address(url, as: kind?.addressShape ?? .host).split()
        if let kind {
            let (options, rest) = try options.adjusted(to: address)
            return (try kind.init(rest, options), settings)
        }
        let known = all.flatMap { $0.schemes }.joined(separator: ", ")
        throw DestinationError(url, "unknown scheme '\(address.scheme)'; known: \(known)")
    }
}
