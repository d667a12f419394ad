import Foundation
import RogueTestSupport
import Testing

/// "Done when" 4: what the agent takes; and what each program says of itself.
@Suite struct AgentFootprintTests {
    /// A debug build is no measure: Scripts/test builds for release and sets ROGUE_BIN.
    private static let isRelease = ProcessInfo.processInfo.environment["ROGUE_BIN"]?.contains("release") ?? false

    @Test(
        .enabled(if: isRelease, "NOT MEASURED: set ROGUE_BIN to the folder of a release build"),
        .timeLimit(.minutes(5))
    )
    func releaseAgentTakesAtMost25MBAndOfThese6MBAnonymous() async throws {
        let folder = try TemporaryDirectory()
        let run = try AgentRun(folder.path)
        try await run.slots(20)
        let text = try String(contentsOfFile: "/proc/\(run.program.pid)/smaps_rollup", encoding: .utf8)
        try await run.stop()
        var sizes: [String: Int] = [:]
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: " ")
            if fields.count == 3, let size = Int(fields[1]) { sizes[String(fields[0])] = size }
        }
        let (resident, anonymous) = (try #require(sizes["Rss:"]), try #require(sizes["Anonymous:"]))
        print("rogue-agent after 20 ticks: RSS \(resident) kB, anonymous \(anonymous) kB")
        #expect(resident <= 25_000 && anonymous <= 6_000)
    }

    static let programs = ["rogue-agent", "rogue-export", "rogue-forward"]

    @Test(.timeLimit(.minutes(5)), arguments: programs)
    func helpAndVersion(program: String) async throws {
        let help = try await Program.runToEnd(program, ["--help"])
        #expect(help.status == 0 && help.errors.isEmpty)
        for word in ["USAGE: \(program)", "--prefix", "--version", "--help"] { #expect(help.output.contains(word)) }
        // The original's spelling works and is not shown.
        #expect(!help.output.contains("hearbeat"))
        let version = try await Program.runToEnd(program, ["--version"])
        #expect(version.status == 0 && version.errors.isEmpty && version.lines.count == 1)
        #expect(version.output.contains { $0.isNumber })
    }

    @Test(.timeLimit(.minutes(5)), arguments: programs, ["bash", "zsh", "fish"])
    func completionScripts(program: String, shell: String) async throws {
        let script = try await Program.runToEnd(program, ["--generate-completion-script", shell])
        #expect(script.status == 0 && script.errors.isEmpty)
        #expect(script.output.contains(program) && script.output.contains("prefix"))
        guard shell == "bash" else { return }
        let folder = try TemporaryDirectory()
        let file = try folder.write(Data(script.output.utf8), to: "completions.bash")
        let sourced = try await Program.shell("source \"$1\" && complete -p \"$2\"", file, program)
        #expect(sourced.status == 0, "\(sourced.errors)")
    }
}
