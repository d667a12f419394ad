import Glibc

/// What all destinations of a run have in common, whatever their URLs say.
package struct DestinationOptions: Hashable, Sendable {
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

    package init(
        apiKey: String? = nil,
        caCertificate: String? = nil,
        insecure: Bool = false,
        timeout: Int = 30,
        host: String = DestinationOptions.thisHost
    ) {
        self.apiKey = apiKey
        self.caCertificate = caCertificate
        self.insecure = insecure
        self.timeout = min(max(timeout, 1), 3_600)
        self.host = host
    }

    /// This machine's name, by `gethostname`.
    package static var thisHost: String {
        // HOST_NAME_MAX is 64; a name that does not fit comes without its NUL.
        var bytes = [CChar](repeating: 0, count: 256)
        let code = gethostname(&bytes, 255)
        let name = String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return code == 0 && !name.isEmpty ? name : "localhost"
    }

    /// The longest that a connection may take to come about, in seconds.
    var connectTimeout: Int { min(10, timeout) }
}
