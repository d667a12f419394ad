import Foundation
import Rogue
import RogueTestSupport
import RoundRobin
import Testing

/// Files of the original are gone on with: made with the real rrdtool, at the real 300 s, by a clock that the test sets.
@Suite struct AgentOriginalFilesTests {
    private static let metric = "NetworkBytesReceived"
    private let folder: TemporaryDirectory
    private let clock: AgentClock
    /// The first slot that the agent takes; ten of the original's are before it.
    private let base: Int
    private var prefix: String { folder.path }
    private var path: String { folder.file(Self.metric + ".rrd") }

    init() throws {
        folder = try TemporaryDirectory()
        clock = try AgentClock()
        base = (Int(Date().timeIntervalSince1970) / 300 - 20) * 300
    }

    /// The original's file with ten rows in it: 100 bytes/s and one more each row, the eighth above its maximum.
    private func makeFile() async throws {
        let source = "DS:NetworkBytesReceive:DERIVE:600:0:1000000"
        let start = base - 11 * 300
        let archive = "RRA:AVERAGE:0.5:1:4032"
        try await Rrdtool.run("create", path, "--step", "300", "--start", "\(start)", source, archive)
        var bytes = 5000
        for slot in 1...10 {
            try await Rrdtool.run("update", path, "\(start + slot * 300):\(bytes)")
            bytes += slot == 7 ? 600_000_000 : 300 * (100 + slot)
        }
    }

    /// Has the agent take these slots, by their numbers, each in a run of its own.
    private func run(_ slots: ClosedRange<Int>) async throws -> [AgentSample] {
        var samples: [AgentSample] = []
        for slot in slots {
            try clock.set(Double(base + slot * 300) - 2)
            let run = try AgentRun(
                prefix,
                ["--interval=300", "--heartbeat=600", "--once"],
                environment: clock.environment
            )
            let result = try await run.program.end()
            #expect(result.status == 0, "\(result.errors)")
            samples += run.samples
        }
        return samples
    }

    @Test(.timeLimit(.minutes(5)))
    func theFileIsContinuedAndItsMaximumLifted() async throws {
        try await makeFile()
        let size = try folder.read(Self.metric + ".rrd").count
        let before = try await Rrdtool.fetch(path, after: base - 10 * 300, through: base - 300)
        // Its own maximum made the eighth row unknown: that is history, too.
        #expect(before.values.count { !$0.isNaN } == 8 && before[base - 3 * 300]?.isNaN == true)
        let samples = try await run(0...2)
        #expect(Set(samples.map(\.time)) == [base, base + 300, base + 600])

        let after = try await Rrdtool.fetch(path, after: base - 10 * 300, through: base - 300)
        #expect(AgentHistory.mismatches(Self.metric, before, after, 0) == [])
        let history = AgentHistory(prefix: prefix, samples: samples, step: 300)
        #expect(try history.mismatches(AgentSample.metrics.filter { $0 != Self.metric }, tolerance: 1e-12) == [])
        let rows = try await Rrdtool.fetch(path, after: base, through: base + 600)
        let expected = history.expected(Self.metric).filter { $0.key > base }
        #expect(AgentHistory.mismatches(Self.metric, expected, rows, 1e-10) == [])

        let info = try await Rrdtool.run("info", path)
        for line in ["ds[NetworkBytesReceive].max = NaN", "minimal_heartbeat = 600", "step = 300", "rows = 4032"] {
            #expect(info.contains(line), "\(line)")
        }
        // Not made anew: the same file, of the same size, beside seven new ones.
        #expect(try folder.read(Self.metric + ".rrd").count == size)
        #expect(try folder.names().filter { $0.contains(".bak") || $0.contains(".corrupt") } == [])
    }

    /// Its heartbeat is raised where the flags ask for more.
    @Test(.timeLimit(.minutes(5)))
    func aHeartbeatThatIsTooShortIsRaised() async throws {
        try await makeFile()
        try clock.set(Double(base) - 1)
        let flags = ["--interval=300", "--heartbeat=30m", "--once"]
        let run = try AgentRun(prefix, flags, environment: clock.environment)
        #expect(try await run.program.end().status == 0)
        #expect(try await Rrdtool.run("info", path).contains("minimal_heartbeat = 1800"))
    }

    /// The exporter begins behind the original's cursor, once: after that it has one of its own.
    @Test(.timeLimit(.minutes(5)))
    func theExporterHonoursTheCursor() async throws {
        try await makeFile()
        try folder.write(Data("\(base - 5 * 300)".utf8), to: Self.metric + "-csv.pos")
        _ = try await run(0...1)
        for _ in 1...2 {
            #expect(try await Program.runToEnd("rogue-export", ["--prefix", prefix]).status == 0)
            try folder.write(Data("\(base - 9 * 300)".utf8), to: Self.metric + "-csv.pos")
        }
        let times = try ExportedRows(folder.file(Self.metric + ".csv")).times
        // The third from the end is the unknown one.
        let expected = [-4, -2, -1, 0, 1].map { base + $0 * 300 }
        #expect(times == expected || times == expected.filter { $0 != base })
    }

    /// So does the forwarder.
    @Test(.timeLimit(.minutes(5)))
    func theForwarderHonoursTheCursor() async throws {
        try await makeFile()
        try folder.write(Data("\(base - 5 * 300)\n".utf8), to: Self.metric + ".pos")
        let server = try LineTestServer()
        defer { server.stop() }
        for _ in 1...2 {
            let flags = ["--prefix", prefix, "--server", "grok://127.0.0.1:\(server.port)"]
            #expect(try await Program.runToEnd("rogue-forward", flags).status == 0)
        }
        let times = server.texts.joined().split(separator: "\n").compactMap { $0.split(separator: " ").last }
        #expect(times.compactMap { Int($0) } == [-4, -2, -1].map { base + $0 * 300 })
    }
}
