import Ccurl

/// How a client says who it is.
enum HTTPAuthorization: Hashable {
    case none
    /// User and password: RFC 7617.
    case basic(String, String)
    /// A token behind a word that the server's kind knows, as `Bearer` of RFC 6750.
    case token(String, scheme: String)

    /// The query items that it reads, where the server is not one that is passed unknown items.
    static let keys = ["password_file", "token", "token_file"]

    /// What the URL says: a user with a password, in the URL or in `?password_file=`, or a token, in `?token_file=`.
    init(_ address: Address, scheme: String = "Bearer") throws(DestinationError) {
        let token = try address.secret("token")
        let password = try address.secret("password")
        guard let user = address.user else {
            guard password == nil else {
                throw DestinationError(address.url, "'password_file' needs a user in the URL")
            }
            self = token.map { .token($0, scheme: scheme) } ?? .none
            return
        }
        guard token == nil else { throw DestinationError(address.url, "a user and a token exclude each other") }
        guard password == nil || address.password == nil else {
            throw DestinationError(address.url, "a password in the URL and 'password_file' exclude each other")
        }
        self = .basic(user, password ?? address.password ?? "")
    }

    /// Has libcurl say it with each request.
    func apply(to handle: EasyHandle) throws(CurlError) {
        switch self {
        case .none: break
        case .basic(let user, let password):
            try handle.set(CURLOPT_HTTPAUTH, Int(rogue_auth_basic))
            try handle.set(CURLOPT_USERNAME, user)
            try handle.set(CURLOPT_PASSWORD, password)
        case .token(let token, let scheme): try handle.add(header: "Authorization: \(scheme) \(token)")
        }
    }
}
