import Foundation
import RogueTestSupport
import Testing

/// Files of /proc that are missing, empty, cut or binary: their metrics pause, which is said once; the others go on.
@Suite struct AgentBadProcTests {
    /// What a file can be in place of itself.
    enum Damage: String, CaseIterable, Sendable {
        case empty, cut, binary

        /// The damaged text.
        func text(of file: String) -> Data {
            let whole = Data((AgentFixture.texts[file] ?? "").utf8)
            switch self {
            case .empty: return Data()
            // Within the first number: of net/dev that is on the third line.
            case .cut: return whole.prefix(file == "net/dev" ? whole.count - 100 : 12)
            case .binary: return Data((0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 128) })
            }
        }
    }

    private let folder: TemporaryDirectory
    private let fixture: AgentFixture

    init() throws {
        folder = try TemporaryDirectory()
        fixture = try AgentFixture()
    }

    /// The processors' clocks of a fixture stand still, so CPUPercent is told of only where they are moved on.
    private func others(than file: String) -> [String] {
        let own = AgentFixture.collector(of: file).metrics
        return AgentSample.metrics.filter { !own.contains($0) && $0 != "CPUPercent" }
    }

    /// Waits for the file's metrics to be sampled again.
    private func recover(_ run: AgentRun, _ file: String) async throws {
        let (name, metrics) = AgentFixture.collector(of: file)
        let known = run.program.errorsSoFar.ranges(of: "works again").count
        let last = run.samples.last?.time ?? 0
        try fixture.write(AgentFixture.texts[file] ?? "", to: file)
        try await run.says("works again", times: known + 1)
        #expect(
            run.program.errorsSoFar.split(separator: "\n").last { $0.contains("works again") }?.contains(name) == true
        )
        if file == "stat" {
            try await Patience.until("a CPUPercent after \(last)") {
                try fixture.advanceClocks()
                return run.samples.contains { $0.metric == "CPUPercent" && $0.time > last }
            }
        } else {
            try await run.slot(after: last, of: metrics)
        }
    }

    /// Sees that the failure was said once, though it went on, and that the others were not held up by it.
    private func checkFailure(_ run: AgentRun, _ file: String) async throws {
        let (name, metrics) = AgentFixture.collector(of: file)
        try await run.says("what=\(name)")
        let start = try await run.slot(after: run.samples.last?.time ?? 0, of: others(than: file))
        let end = try await run.slot(after: start + 1, of: others(than: file))
        let between = run.samples.filter { (start...end).contains($0.time) }
        #expect(!between.contains { metrics.contains($0.metric) })
    }

    private func failures(_ result: Program.Result, of file: String) -> [String] {
        let name = AgentFixture.collector(of: file).name
        return result.errorLines.filter { $0.contains("what=\(name)") && $0.contains(" error ") }
    }

    @Test(.timeLimit(.minutes(10)), arguments: Damage.allCases)
    func damagedFilesPauseTheirMetricsOnly(damage: Damage) async throws {
        let run = try AgentRun(folder.path, fixture.arguments)
        try await run.slots(1, of: others(than: "stat"))
        for file in AgentFixture.files {
            try fixture.write(damage.text(of: file), to: file)
            try await checkFailure(run, file)
            try await recover(run, file)
        }
        run.program.signal(SIGTERM)
        let result = try await run.program.end()
        #expect(result.status == 0)
        for file in AgentFixture.files {
            let lines = failures(result, of: file)
            // Where the agent looked while the file was being written, it has said so too.
            let paths = lines.filter { $0.contains(fixture.path(file)) }
            #expect(paths.count == lines.count && (1...2).contains(lines.count), "\(lines)")
        }
        let gauge = AgentHistory(prefix: folder.path, samples: run.samples)
        #expect(try gauge.mismatches(["MemoryPercent"] + AgentSample.counters) == [])
    }

    /// Missing from the start, and there later on.
    @Test(.timeLimit(.minutes(5)), arguments: AgentFixture.files)
    func aMissingFilePausesItsMetricsOnly(file: String) async throws {
        try fixture.remove(file)
        let run = try AgentRun(folder.path, fixture.arguments)
        try await checkFailure(run, file)
        try await recover(run, file)
        run.program.signal(SIGTERM)
        let result = try await run.program.end()
        let lines = failures(result, of: file)
        #expect(result.status == 0 && lines.count == 1, "\(lines)")
        let expected = "cannot read \(fixture.path(file)): No such file or directory"
        #expect(lines.first?.contains(expected) == true, "\(lines)")
    }

    /// Without any file there is nothing to store, which is an error where an end was asked for.
    @Test(.timeLimit(.minutes(5)))
    func noFileAtAllIsAnError() async throws {
        let arguments = ["--prefix", folder.path, "--once", "--interval=1", "--proc", "/nix/proc"]
        let result = try await Program.runToEnd("rogue-agent", arguments)
        #expect(result.status == 1 && !result.wasKilled)
        for file in AgentFixture.files {
            #expect(result.errorLines.filter { $0.contains("/nix/proc/\(file)") }.count == 1, "\(result.errors)")
        }
    }
}
