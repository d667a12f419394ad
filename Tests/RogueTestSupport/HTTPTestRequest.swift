/// A request as a server for tests received it.
package struct HTTPTestRequest: Hashable, Sendable {
    package let method: String
    /// Path and query, as sent.
    package let target: String
    /// By name in small letters.
    package let headers: [String: String]
    package let body: [UInt8]
    /// The number of the connection that it came over, from 0.
    package let connection: Int

    /// The body as text.
    package var text: String { String(decoding: body, as: UTF8.self) }
}

extension HTTPTestRequest {
    /// Takes the requests off a connection, one after the other.
    struct Reader {
        private let connection: LoopbackConnection
        private let number: Int
        private var buffer: [UInt8] = []

        init(_ connection: LoopbackConnection, _ number: Int) {
            self.connection = connection
            self.number = number
        }

        /// The next request, or `nil` where the connection ends before one is complete.
        mutating func next() -> HTTPTestRequest? {
            let separator = Array("\r\n\r\n".utf8)
            var head = buffer.firstRange(of: separator)
            while head == nil {
                guard fill() else { return nil }
                head = buffer.firstRange(of: separator)
            }
            guard let head else { return nil }
            let lines = String(decoding: buffer[..<head.lowerBound], as: UTF8.self).split(separator: "\r\n")
            let start = (lines.first ?? "").split(separator: " ")
            let headers = Self.headers(lines.dropFirst())
            let length = headers["content-length"].flatMap { Int($0) } ?? 0
            while buffer.count < head.upperBound + length {
                guard fill() else { return nil }
            }
            let body = Array(buffer[head.upperBound..<head.upperBound + length])
            buffer.removeFirst(head.upperBound + length)
            guard start.count == 3 else { return nil }
            return HTTPTestRequest(
                method: String(start[0]),
                target: String(start[1]),
                headers: headers,
                body: body,
                connection: number
            )
        }

        private mutating func fill() -> Bool {
            let bytes = connection.read()
            buffer += bytes
            return !bytes.isEmpty
        }

        private static func headers(_ lines: ArraySlice<Substring>) -> [String: String] {
            var headers: [String: String] = [:]
            for line in lines {
                guard let colon = line.firstIndex(of: ":") else { continue }
                headers[line[..<colon].lowercased()] = String(line[colon...].dropFirst().drop { $0 == " " })
            }
            return headers
        }
    }
}
