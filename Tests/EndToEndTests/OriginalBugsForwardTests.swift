import Foundation
import RogueTestSupport
import Testing

/// The bugs of the original's forwarder, by their numbers in the reference; each test is one that it would fail.
@Suite struct OriginalBugsForwardTests {
    private let history: TestHistory
    private var prefix: String { history.directory.path }
    private let start = Int(Date().timeIntervalSince1970) - 100

    init() throws {
        history = try TestHistory()
        try history.add("CPUPercent", from: start, [1.5, nil, 3.5])
        try history.add("MemoryPercent", from: start, [4, 5, 6])
    }

    private var lines: [String] {
        [
            "CPUPercent 1.5 \(start)", "CPUPercent 3.5 \(start + 2)", "MemoryPercent 4.0 \(start)",
            "MemoryPercent 5.0 \(start + 1)", "MemoryPercent 6.0 \(start + 2)",
        ]
    }

    private func forward(_ server: LineTestServer) throws -> Program {
        try Program("rogue-forward", ["--prefix", prefix, "--server", "grok://127.0.0.1:\(server.port)"])
    }

    private func received(_ server: LineTestServer) -> [String] {
        server.texts.flatMap { $0.split(separator: "\n").map(String.init) }.sorted()
    }

    /// Where there was no data yet, the original left the cursor `None`, and died of it every minute from then on (5).
    ///
    /// Where it died in its first run, the cursor was empty, with the same end (6).
    @Test(.timeLimit(.minutes(5)), arguments: ["None", "", "\n", "garbage", "-1", "nan", "1e999", "9999999999"])
    func bug05And06CursorsOfNothingAreSurvived(cursor: String) async throws {
        try history.directory.write(Data(cursor.utf8), to: "CPUPercent.pos")
        let server = try LineTestServer()
        defer { server.stop() }
        let result = try await forward(server).end()
        #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
        #expect(received(server) == lines)
    }

    /// The same from its cause on: nothing is there to send, then something is.
    @Test(.timeLimit(.minutes(5)))
    func bug05ARunWithoutDataIsNoTrouble() async throws {
        try history.add("NetworkBytesSent", from: start, [nil, nil])
        let server = try LineTestServer()
        defer { server.stop() }
        for _ in 1...2 { #expect(try await forward(server).end().status == 0) }
        try history.add("NetworkBytesSent", from: start + 2, [7])
        #expect(try await forward(server).end().status == 0)
        #expect(received(server) == lines + ["NetworkBytesSent 7.0 \(start + 2)"])
    }

    /// Overlapping runs of the original, as cron starts them, sent everything twice.
    @Test(.timeLimit(.minutes(5)))
    func bug11OverlappingRunsSendOnce() async throws {
        let server = try LineTestServer()
        defer { server.stop() }
        let runs = try (1...4).map { _ in try forward(server) }
        for run in runs { #expect(try await run.end().status == 0) }
        // Where one left the work to another that had read already, a last one has the rest; there is none.
        #expect(try await forward(server).end().status == 0)
        #expect(received(server) == lines)
    }

    /// The original's cursor was written in place, without a lock: a run that died left what the next one died of.
    @Test(.timeLimit(.minutes(5)))
    func bug11AKilledRunLosesNothing() async throws {
        // It never closes: the run is killed while it waits for its rows to be taken.
        let silent = try LineTestServer { _ in .hang }
        defer { silent.stop() }
        let run = try forward(silent)
        try await Patience.until("rows at the server") { !silent.texts.isEmpty }
        run.signal(SIGKILL)
        #expect(try await run.end().wasKilled)
        silent.stop()
        let server = try LineTestServer(port: silent.port)
        defer { server.stop() }
        #expect(try await forward(server).end().status == 0)
        #expect(received(server) == lines)
    }

    /// The original moved its cursor before the server's close had shown that it had read: silent loss.
    @Test(.timeLimit(.minutes(5)), arguments: [LineTestServer.Ending.reset, .closeUnread])
    func bug12NothingIsDeliveredBeforeTheServerHasReadIt(ending: LineTestServer.Ending) async throws {
        let server = try LineTestServer { connection in connection == 0 ? ending : .close }
        defer { server.stop() }
        let first = try await forward(server).end()
        #expect(first.status == 75 && first.errorLines.count == 1, "\(first)")
        #expect(first.errors.contains("127.0.0.1:\(server.port)"))
        #expect(try await forward(server).end().status == 0)
        // The first connection's text, where it was read, is not what the server has taken.
        let taken = (server.texts.last ?? "").split(separator: "\n").map(String.init).sorted()
        #expect(taken == lines)
    }
}
