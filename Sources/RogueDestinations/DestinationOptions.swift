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
    /// What every sample is tagged with, unless its metric has a tag of that key: the place of the machine, say.
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
        self.timeout = min(max(timeout, 1), Self.longestTimeout)
        self.host = host
    }

    static let longestTimeout = 3_600

    /// The longest that a connection may take to come about, in seconds.
    var connectTimeout: Int { min(10, timeout) }
}
