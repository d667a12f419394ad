import Synchronization

/// An HTTP server on 127.0.0.1 that records each request whole and answers as the test says.
package final class HTTPTestServer: Sendable {
    /// What a request is answered with.
    package enum Answer: Sendable {
        /// A complete answer, after a delay.
        case status(Int, headers: [String: String] = [:], body: String = "", delayMilliseconds: Int = 0)
        /// These very bytes, then the end of the connection, or its reset.
        case raw(String, thenReset: Bool = false)
        /// A reset, without a word.
        case reset
        /// Silence, until the client goes away or the server is stopped.
        case hang
    }

    private let listener: LoopbackListener
    private let received: Received

    private final class Received: Sendable {
        let requests = Mutex<[HTTPTestRequest]>([])
    }

    /// Listens on `port`, on a free one where it is 0; `script` gets each request and its number, from 0.
    package init(
        port: Int = 0,
        script: @escaping @Sendable (HTTPTestRequest, Int) -> Answer = { _, _ in .status(200) }
    ) throws(TestServerError) {
        let received = Received()
        self.received = received
        self.listener = try LoopbackListener(port: port) { connection, number in
            var reader = HTTPTestRequest.Reader(connection, number)
            while let request = reader.next() {
                let index = received.requests.withLock { requests in
                    requests.append(request)
                    return requests.count - 1
                }
                guard Self.give(script(request, index), over: connection) else { return }
            }
        }
    }

    package var port: Int { listener.port }

    /// `http://127.0.0.1:PORT`.
    package var url: String { "http://127.0.0.1:\(port)" }

    /// The requests so far, in the order in which they were complete.
    package var requests: [HTTPTestRequest] { received.requests.withLock { $0 } }

    /// Breaks all connections and waits until nothing is left of them.
    package func stop() {
        listener.stop()
    }

    /// Whether the connection stays open for a further request.
    private static func give(_ answer: Answer, over connection: LoopbackConnection) -> Bool {
        switch answer {
        case .status(let status, let headers, let body, let delay):
            if delay > 0 { connection.awaitBreak(milliseconds: delay) }
            let lines = headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\r\n" }.joined()
            // 204 and 304 have no body and say no length: RFC 9110, section 8.6.
            let length = status == 204 || status == 304 ? "" : "Content-Length: \(body.utf8.count)\r\n"
            connection.write("HTTP/1.1 \(status) Scripted\r\n\(lines)\(length)\r\n\(body)")
            return true
        case .raw(let text, let thenReset):
            connection.write(text)
            if thenReset { connection.resetOnClose() }
            return false
        case .reset:
            connection.resetOnClose()
            return false
        case .hang:
            connection.awaitBreak()
            return false
        }
    }
}
