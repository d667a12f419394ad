import Foundation
import RogueTestSupport
import SQLite
import Synchronization
import Testing

/// `kill -9` at any moment: nothing is lost, and nothing is sent again whose acknowledgement was committed.
@Suite(.timeLimit(.minutes(10)))
struct ForwardKillTests {
    let test: TestHistory
    let forward: Forward
    let metrics = (0..<8).map { "m\($0)" }
    let start = recent(100_000)

    init() throws {
        test = try TestHistory()
        forward = Forward(prefix: test.directory.path)
    }

    @Test(arguments: [UInt64(11)])
    func nothingIsLostAndNothingCommittedIsSentAgain(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let pace = Mutex(SeededGenerator(seed: seed + 1))
        let server = try HTTPTestServer { _, _ in
            .status(200, delayMilliseconds: pace.withLock { Int.random(in: 0...12, using: &$0) })
        }
        defer { server.stop() }

        var runs: [(isKilled: Bool, cursors: [String: Int])] = []
        var count = 3000
        try test.addRandom(metrics, from: start, count: count, rows: 100_000, &random)
        while runs.count < 1000, runs.count(where: \.isKilled) < 100 {
            // Not after a kill: what is sent again then shall be the same to the byte.
            if runs.last?.isKilled == false {
                try test.addRandom(metrics, from: start + count, count: 600, rows: 100_000, &random)
                count += 600
            }
            let first = server.requests.count
            let program = try forward.start([url(server, run: runs.count)])
            // Every other kill comes at any time, also before the first request; the others come within the delivery.
            let isAnyTime = runs.count.isMultiple(of: 2)
            if !isAnyTime {
                let some = first + Int.random(in: 1...3, using: &random)
                try await Patience.until("a request") { server.requests.count >= some || !program.isRunning }
            }
            let delay = Int.random(in: 0..<(isAnyTime ? 150_000 : 25_000), using: &random)
            try await Task.sleep(for: .microseconds(delay))
            program.signal(SIGKILL)
            let result = try await program.end()
            if !result.wasKilled { #expect(result.isSilent(), "\(result)") }
            runs.append((result.wasKilled, try cursors()))
        }
        let result = try await forward.run(url(server, run: runs.count))
        #expect(result.isSilent(), "\(result)")
        runs.append((false, try cursors()))

        var tally = KillTally()
        // By what a request says, and not by when it was read: one that was on its way at a kill is read after it.
        let requests = Dictionary(grouping: server.requests, by: \.target)
        for (index, run) in runs.enumerated() {
            let sent = requests["/_metrics/custom?run=\(index)"] ?? []
            tally.add(sent, killed: run.isKilled, cursors: run.cursors)
        }
        #expect(tally.kills == 100)
        #expect(tally.killsInDelivery >= 34)
        #expect(tally.faults.isEmpty)
        // nil: a time of a series came with two values.
        #expect(try server.values == test.values(metrics))
        let last = start + count - 1
        #expect(try cursors() == Dictionary(uniqueKeysWithValues: metrics.map { ($0, last) }))
    }

    /// The server's URL, the same destination whatever the run.
    private func url(_ server: HTTPTestServer, run: Int) -> String { server.url + "?name=store&run=\(run)" }

    /// The cursors on the disk, read from a copy: nobody but the next run shall mend what a kill has left.
    private func cursors() throws -> [String: Int] {
        let copy = try TemporaryDirectory()
        for name in try test.directory.names() where name.hasPrefix("delivery.db") && !name.hasSuffix("-shm") {
            try copy.write(test.directory.read(name), to: name)
        }
        let database = try Database(path: copy.file("delivery.db"))
        guard
            try !database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'cursors'").rows([], { _ in true }).isEmpty
        else { return [:] }
        let rows = try database.prepare("SELECT metric, time FROM cursors WHERE destination = 'store'").rows {
            ($0.text(0) ?? "", $0.integer(1) ?? 0)
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }
}
