import Glibc

/// Why a server for tests could not be started.
package struct TestServerError: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }

    init(_ call: String, errno code: CInt) {
        self.init("\(call): \(String(cString: strerror(code)))")
    }
}
