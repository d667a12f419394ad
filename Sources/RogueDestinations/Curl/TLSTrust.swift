import Ccurl
import Glibc

/// Which certificates are trusted.
struct TLSTrust: Hashable {
    /// The path of a PEM file with certificate authorities; `nil` for those of the system.
    let caCertificate: String?
    /// Whether any certificate will do.
    let isBlind: Bool

    /// Refuses a file that cannot be read.
    init(_ address: Address, _ options: DestinationOptions) throws(DestinationError) {
        if let path = options.caCertificate, access(path, R_OK) != 0 {
            let reason = String(cString: strerror(errno))
            throw DestinationError(address.url, "cannot read the certificates in \(path): \(reason)")
        }
        caCertificate = options.caCertificate
        isBlind = options.insecure
    }

    /// Has libcurl trust them, and no others.
    func apply(to handle: EasyHandle) throws(CurlError) {
        if let caCertificate { try handle.set(CURLOPT_CAINFO, caCertificate) }
        if isBlind {
            try handle.set(CURLOPT_SSL_VERIFYPEER, 0)
            try handle.set(CURLOPT_SSL_VERIFYHOST, 0)
        }
    }
}
