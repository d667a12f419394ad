import Synchronization

/// A TCP port on 127.0.0.1 that records the bytes of each connection, as carbon's does.
package final class LineTestServer: Sendable {
    /// How it ends a connection.
    package enum Ending: Sendable {
        /// It closes when the client has closed its half and all is read.
        case close
        /// It reads all and never closes.
        case hang
        /// It reads all, sends this text and closes.
        case answer(String)
        /// It reads all and resets the connection.
        case reset
        /// It closes at once, without reading anything.
        case closeUnread
    }

    private let listener: LoopbackListener
    private let received: Received

    private final class Received: Sendable {
        let texts = Mutex<[String]>([])
    }

    /// Listens on `port`, on a free one where it is 0; `script` gets each connection's number, from 0.
    package init(
        port: Int = 0,
        script: @escaping @Sendable (Int) -> Ending = { _ in .close }
    ) throws(TestServerError) {
        let received = Received()
        self.received = received
        self.listener = try LoopbackListener(port: port) { connection, number in
            let ending = script(number)
            if case .closeUnread = ending { return }
            let text = String(decoding: connection.readToEnd(), as: UTF8.self)
            received.texts.withLock { $0.append(text) }
            switch ending {
            case .close, .closeUnread: break
            case .hang: connection.awaitBreak()
            case .answer(let text): connection.write(text)
            case .reset: connection.resetOnClose()
            }
        }
    }

    package var port: Int { listener.port }

    /// What each connection brought, in the order in which they ended.
    package var texts: [String] { received.texts.withLock { $0 } }

    /// Breaks all connections and waits until nothing is left of them.
    package func stop() {
        listener.stop()
    }
}
