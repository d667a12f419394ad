import Glibc
import Synchronization

/// A store on the loopback that goes wrong as often as it is told, and goes down and comes back at the same port.
final class FaultyStore: Sendable {
    /// What it speaks.
    enum Wire: Sendable {
        /// OpenTSDB's JSON over HTTP; points whose time is at fault are refused with 400.
        case http
        /// Lines, and the end of the connection for an answer.
        case lines
    }

    let name: String
    let wire: Wire
    private let state: Mutex<State>

    private struct State {
        var points = StorePoints()
        var random: SeededGenerator
        /// One request in so many goes wrong; 0 for none.
        var trouble = 0
        var requests = 0
        var port: LoopbackPort?
        var number = 0
    }

    init(_ name: String, _ wire: Wire, seed: UInt64) throws {
        (self.name, self.wire) = (name, wire)
        state = Mutex(State(random: SeededGenerator(seed: seed)))
        try start()
    }

    /// Where it is; the same as long as it lives.
    var url: String {
        let scheme = wire == .http ? "http" : "grok"
        return "\(scheme)://127.0.0.1:\(state.withLock(\.number))?name=\(name)&retry=1s&batch=97"
    }

    var points: StorePoints { state.withLock(\.points) }
    var requests: Int { state.withLock(\.requests) }

    /// From now on one request in so many goes wrong in some way; 0 for none.
    func setTrouble(_ trouble: Int) {
        state.withLock { $0.trouble = trouble }
    }

    /// Listens, where it did not.
    func start() throws {
        let number = state.withLock { $0.port == nil ? $0.number : nil }
        guard let number else { return }
        let port = try LoopbackPort(number) { [weak self] in self?.serve($0) }
        state.withLock { ($0.port, $0.number) = (port, port.port) }
    }

    /// Goes down, in the middle of whatever it does.
    func stop() {
        state.withLock { state in state.port.take() }?.close()
    }

    /// Whether a point is one that this store never takes.
    func isPoison(_ series: String, _ time: Int) -> Bool {
        wire == .http && (time + 13 * series.utf8.count) % 89 == 7
    }

    private func serve(_ connection: CInt) {
        switch wire {
        case .http: while serveRequest(connection) {}
        case .lines: serveLines(connection)
        }
    }

    private func fault() -> (StoreFault?, SeededGenerator) {
        state.withLock { state in
            state.requests += 1
            let isBad = state.trouble > 0 && state.random.oneIn(state.trouble)
            let fault = isBad ? StoreFault.allCases.randomElement(using: &state.random) : nil
            return (fault, SeededGenerator(seed: state.random.next()))
        }
    }

    private func store(_ points: [(series: String, time: Int, value: Double)]) {
        state.withLock { $0.points.add(points) }
    }

    /// Takes a request and answers it; whether the connection stays open for more.
    private func serveRequest(_ connection: CInt) -> Bool {
        var reader = RequestReader(connection)
        guard reader.fill() else { return false }
        var (fault, random) = fault()
        if fault == .cutRequest {
            reader.read(atMost: random.number(1...2_000))
            Peer.reset(connection)
            return false
        }
        guard let body = reader.body() else { return false }
        let points = StorePoints.json(body)
        let bad = points.first { isPoison($0.series, $0.time) }
        if fault == .tooLarge, points.count > 10 { return Peer.answer(connection, 413, "too much") }
        // Whatever would have been answered with 200.
        if let bad, [nil, .delay, .tooLarge, .cutAfterAnswer].contains(fault) {
            return Peer.answer(connection, 400, "poison: \(bad.series) at \(bad.time)")
        }
        return answer(connection, bad == nil ? points : [], fault, &random)
    }

    private func answer(
        _ connection: CInt,
        _ points: [(series: String, time: Int, value: Double)],
        _ fault: StoreFault?,
        _ random: inout SeededGenerator
    ) -> Bool {
        switch fault {
        case .cutRequest, .cutUnstored: Peer.reset(connection)
        case .broken:
            if random.oneIn(2) { store(points) }
            return Peer.answer(connection, 500, "broken")
        case .busy: return Peer.answer(connection, 429, "busy")
        case .garbage: Peer.write(connection, "\u{1}\u{2} no answer \r\n\r\n")
        case .halfOpen: Peer.awaitEnd(connection)
        case .cutBeforeAnswer:
            store(points)
            Peer.reset(connection)
        case .cutInAnswer:
            store(points)
            Peer.write(
                connection,
                String("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no".prefix(random.number(1...39)))
            )
            Peer.reset(connection)
        case .cutAfterAnswer:
            store(points)
            _ = Peer.answer(connection, 200, "ok")
            Peer.reset(connection)
        case .delay, .tooLarge, nil:
            if fault == .delay { usleep(CUnsignedInt(random.number(1_000...60_000))) }
            store(points)
            return Peer.answer(connection, 200, "ok")
        }
        return false
    }

    private func serveLines(_ connection: CInt) {
        var (fault, random) = fault()
        var reader = RequestReader(connection)
        switch fault {
        case .cutRequest, .cutInAnswer:
            // What was read until then may well be stored.
            reader.read(atMost: random.number(1...2_000))
            store(StorePoints.lines(reader.text))
            Peer.reset(connection)
        case .cutUnstored, .busy, .tooLarge: Peer.reset(connection)
        case .halfOpen:
            reader.readToEnd()
            Peer.awaitEnd(connection)
        case .cutBeforeAnswer, .broken:
            reader.readToEnd()
            store(StorePoints.lines(reader.text))
            Peer.reset(connection)
        case .garbage:
            reader.readToEnd()
            Peer.write(connection, "what?\n")
        case .cutAfterAnswer, .delay, nil:
            reader.readToEnd()
            if fault == .delay { usleep(CUnsignedInt(random.number(1_000...60_000))) }
            store(StorePoints.lines(reader.text))
        }
    }
}
