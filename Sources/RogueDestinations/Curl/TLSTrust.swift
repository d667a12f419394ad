import Ccurl
import Glibc

/// Which certificates are trusted, and which is shown: `?ca_file=`, `?cert_file=`, `?key_file=`.
struct TLSTrust: Hashable {
    /// The query items that it reads.
    static let keys = ["ca_file", "cert_file", "key_file"]

    /// The path of a PEM file with certificate authorities; `nil` for those of the system.
    let caCertificate: String?
    /// The path of a PEM file with the certificate that is shown to the server.
    let certificate: String?
    /// The path of a PEM file with its private key; `nil` where that is in the certificate's file.
    let key: String?
    /// Whether any certificate will do.
    let isBlind: Bool

    /// Refuses a file that cannot be read.
    init(_ address: Address, _ options: DestinationOptions) throws(DestinationError) {
        let shared = try Self.readable(options.caCertificate, address)
        caCertificate = try Self.file("ca_file", address) ?? shared
        certificate = try Self.file("cert_file", address)
        key = try Self.file("key_file", address)
        isBlind = options.insecure
        guard key == nil || certificate != nil else {
            throw DestinationError(address.url, "'key_file' needs a 'cert_file'")
        }
    }

    /// Refuses its query items, where there is no TLS.
    static func refuse(_ address: Address) throws(DestinationError) {
        guard let stray = address.query.first(where: { keys.contains($0.key) }) else { return }
        throw DestinationError(address.url, "'\(stray.key)' is for TLS")
    }

    private static func file(_ key: String, _ address: Address) throws(DestinationError) -> String? {
        try readable(try address.value(of: key, longest: Int(PATH_MAX)), address)
    }

    private static func readable(_ path: String?, _ address: Address) throws(DestinationError) -> String? {
        guard let path, access(path, R_OK) != 0 else { return path }
        let reason = String(cString: strerror(errno))
        throw DestinationError(address.url, "cannot read the certificates in \(path): \(reason)")
    }

    /// Has libcurl trust them, and no others.
    func apply(to handle: EasyHandle) throws(CurlError) {
        if let caCertificate { try handle.set(CURLOPT_CAINFO, caCertificate) }
        if let certificate {
            try handle.set(CURLOPT_SSLCERT, certificate)
            try handle.set(CURLOPT_SSLKEY, key ?? certificate)
        }
        if isBlind {
            try handle.set(CURLOPT_SSL_VERIFYPEER, 0)
            try handle.set(CURLOPT_SSL_VERIFYHOST, 0)
        }
    }
}
