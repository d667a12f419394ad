import Ccurl
import Glibc

/// What the URL of any HTTP destination can say of the way to its server.
struct HTTPOptions: Hashable {
    /// The items of the query; a destination that lets others pass keeps these for itself.
    static let keys = ["gzip", "token_file", "password_file", "cert", "key", "proxy", "unix_socket"]

    /// Whether bodies are packed.
    let isPacked: Bool
    /// For the header `Authorization`.
    let token: String?
    /// The user and password of basic authentication.
    let user: String?
    let password: String?
    /// PEM files: the client's certificate, and its private key where that is a file of its own.
    let certificate: String?
    let privateKey: String?
    /// The URL of a proxy; `nil` for the environment's.
    let proxy: String?
    /// The socket to connect to, in place of host and port.
    let socket: String?

    init(_ address: Address, apiKey: String?) throws(DestinationError) {
        isPacked = try address.value(of: "gzip", from: ["true", "false"]) == "true"
        token = try Self.secret("token_file", address)
        let password = try Self.secret("password_file", address)
        guard password == nil || address.password == nil else {
            throw DestinationError(address.url, "'password_file' and a password in the URL exclude each other")
        }
        guard password == nil || address.user != nil else {
            throw DestinationError(address.url, "'password_file' needs a user in the URL")
        }
        user = address.user ?? apiKey
        self.password = password ?? (address.user == nil ? nil : address.password)
        certificate = try Self.file("cert", address)
        privateKey = try Self.file("key", address)
        proxy = try address.value(of: "proxy")
        socket = try address.value(of: "unix_socket")
    }

    /// Has libcurl go that way.
    func apply(to handle: EasyHandle, tokenScheme: String) throws(CurlError) {
        if isPacked { try handle.add(header: "Content-Encoding: gzip") }
        if let token { try handle.add(header: "Authorization: \(tokenScheme) \(token)") }
        if let user {
            try handle.set(CURLOPT_HTTPAUTH, Int(rogue_auth_basic))
            try handle.set(CURLOPT_USERNAME, user)
            try handle.set(CURLOPT_PASSWORD, password ?? "")
        }
        if let certificate { try handle.set(CURLOPT_SSLCERT, certificate) }
        if let privateKey { try handle.set(CURLOPT_SSLKEY, privateKey) }
        if let proxy { try handle.set(CURLOPT_PROXY, proxy) }
        if let socket { try handle.set(CURLOPT_UNIX_SOCKET_PATH, socket) }
    }

    private static func secret(_ key: String, _ address: Address) throws(DestinationError) -> String? {
        guard let path = try address.value(of: key) else { return nil }
        do {
            return try SecretFile.read(path)
        } catch {
            throw DestinationError(address.url, "\(error)")
        }
    }

    private static func file(_ key: String, _ address: Address) throws(DestinationError) -> String? {
        guard let path = try address.value(of: key) else { return nil }
        guard access(path, R_OK) == 0 else {
            throw DestinationError(address.url, "cannot read \(path): \(String(cString: strerror(errno)))")
        }
        return path
    }
}
