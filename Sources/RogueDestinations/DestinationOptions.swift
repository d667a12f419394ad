package import Rogue

/// What all destinations of a run have in common, whatever their URLs say.
package struct DestinationOptions: Sendable {
    /// Sent to HTTP destinations as the user of basic authentication, where the URL names no user.
    package var apiKey: String?
    /// The path of a PEM file with certificate authorities to trust.
    package var caCertificate: String?
    /// Whether any certificate will do.
    package var insecure: Bool
    /// The longest that a batch may take, in seconds.
    package var timeout: Int
    /// What the samples say they come from.
    package var host: String
    /// The tags of all metrics, without the host: datacenter and so on.
    package var tags: [String: String] = [:]
    /// What the values of each metric are, for stores that want to know.
    package var units = UnitTable()

    package init(
        apiKey: String? = nil,
        caCertificate: String? = nil,
        insecure: Bool = false,
        timeout: Int = 30,
        host: String = HostName.current
    ) {
        self.apiKey = apiKey
        self.caCertificate = caCertificate
        self.insecure = insecure
        self.timeout = Self.limited(timeout)
        self.host = host
    }

    private static func limited(_ timeout: Int) -> Int { min(max(timeout, 1), 3_600) }

    /// The query item that says how long a batch may take.
    private static let timeoutKey = "timeout"

    /// These, but for what the URL of one destination says, and the address without that.
    func adjusted(to address: Address) throws(DestinationError) -> (options: DestinationOptions, rest: Address) {
        var options = self
        if let timeout = try address.interval(of: Self.timeoutKey) { options.timeout = Self.limited(timeout.seconds) }
        return (options, address.without([Self.timeoutKey]))
    }

    /// The longest that a connection may take to come about, in seconds.
    var connectTimeout: Int { min(10, timeout) }
}
