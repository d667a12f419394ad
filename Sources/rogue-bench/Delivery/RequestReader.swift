import Glibc

/// What comes over a connection.
struct RequestReader {
    private let connection: CInt
    private var bytes: [UInt8] = []

    init(_ connection: CInt) {
        self.connection = connection
    }

    /// All that was read, as text.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Reads some more, at most so many bytes; whether there was any.
    mutating func fill(_ most: Int = 1 << 16) -> Bool {
        var buffer = [UInt8](repeating: 0, count: min(most, 1 << 16))
        var count = -1
        repeat { count = recv(connection, &buffer, buffer.count, 0) } while count < 0 && errno == EINTR
        guard count > 0 else { return false }
        bytes += buffer[..<count]
        return true
    }

    /// Reads until so many bytes are there, or the peer has no more.
    mutating func read(atMost count: Int) {
        while bytes.count < count, fill(count - bytes.count) {}
    }

    /// Reads until the peer has no more.
    mutating func readToEnd() {
        while fill() {}
    }

    /// Reads the rest of an HTTP request; its body, or `nil` where the connection ends before.
    mutating func body() -> String? {
        let separator = Array("\r\n\r\n".utf8)
        var head = bytes.firstRange(of: separator)
        while head == nil {
            guard fill() else { return nil }
            head = bytes.firstRange(of: separator)
        }
        guard let head else { return nil }
        let lines = String(decoding: bytes[..<head.lowerBound], as: UTF8.self).lowercased().split(separator: "\r\n")
        let length = lines.first { $0.hasPrefix("content-length:") }.flatMap { line in
            Int(line.dropFirst(15).drop { $0 == " " })
        }
        let end = head.upperBound + (length ?? 0)
        read(atMost: end)
        guard bytes.count >= end else { return nil }
        return String(decoding: bytes[head.upperBound..<end], as: UTF8.self)
    }
}
