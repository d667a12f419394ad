/// What is asked of a server: RFC 9110, section 9.
enum HTTPRequest: Hashable {
    case get
    /// With its body.
    case post([UInt8])
}
