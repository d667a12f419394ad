import Glibc

/// What this machine is called.
package enum HostName {
    /// The name that the kernel has; `localhost` where it has none.
    ///
    /// The corresponding C function is `gethostname`.
    package static var current: String {
        // HOST_NAME_MAX is 64; a name that does not fit comes without its NUL.
        var bytes = [CChar](repeating: 0, count: 256)
        let code = gethostname(&bytes, 255)
        let name = String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return code == 0 && !name.isEmpty ? name : "localhost"
    }
}
