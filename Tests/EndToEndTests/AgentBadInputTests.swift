import Foundation
import RogueTestSupport
import Testing

/// Bad command lines and folders: one line on stderr that names the thing and the reason, and the right exit code.
@Suite struct AgentBadInputTests {
    /// A command line, what it must say, and how it must end.
    struct Case: CustomTestStringConvertible, Sendable {
        let program: String
        let arguments: [String]
        let status: Int32
        let words: [String]

        init(_ program: String, _ arguments: String, _ status: Int32, _ words: String...) {
            self.program = "rogue-" + program
            self.arguments = arguments.split(separator: " ").map(String.init)
            self.status = status
            self.words = words
        }

        var testDescription: String { ([program] + arguments).joined(separator: " ") }
    }

    static let cases = [
        Case("agent", "--interval 0", 64, "--interval", "'0'"),
        Case("agent", "--interval -1", 64, "--interval"),
        Case("agent", "--interval=-1", 64, "--interval", "'-1'"),
        Case("agent", "--interval abc", 64, "--interval", "'abc'"),
        Case("agent", "--interval=", 64, "--interval"),
        Case("agent", "--interval 1e99", 64, "--interval", "'1e99'"),
        Case("agent", "--interval 1.5", 64, "--interval", "'1.5'"),
        Case("agent", "--interval ١٠", 64, "--interval", "'١٠'"),
        Case("agent", "--interval 999999999999999999999d", 64, "--interval", "'999999999999999999999d'"),
        Case("agent", "--interval 106751991167301d", 64, "--interval", "'106751991167301d'"),
        Case("agent", "--interval 2d", 64, "--interval", "a day"),
        Case("agent", "--interval 60 --heartbeat 30", 64, "--heartbeat", "--interval"),
        Case("agent", "--interval 60 --hearbeat 30", 64, "--heartbeat", "--interval"),
        Case("agent", "--heartbeat 0", 64, "--heartbeat", "'0'"),
        Case("agent", "--collectors rogue,nix", 64, "unknown collector", "nix"),
        Case("agent", "--collectors=", 64, "--collectors"),
        Case("agent", "--collectors rogue-cpu,", 64, "unknown collector"),
        Case("agent", "--nix", 64, "--nix"),
        Case("agent", "nix", 64, "nix"),
        Case("agent", "--prefix", 64, "--prefix"),
        Case("agent", "--once --ticks 3", 64, "--once", "--ticks"),
        Case("agent", "--ticks 0", 64, "--ticks"),
        Case("agent", "--ticks 99999999999999999999", 64, "--ticks"),
        Case("agent", "--log-level loud", 64, "--log-level", "loud"),
        Case("agent", "--once --prefix /etc/passwd", 1, "/etc/passwd", "Not a directory"),
        Case("agent", "--once --prefix /etc/passwd/db", 1, "/etc/passwd", "Not a directory"),
        Case("agent", "--once --prefix /proc/nix/db", 1, "/proc/nix", "No such file"),
        Case("agent", "--once --prefix=", 64, "--prefix"),
        Case("export", "--prefix /nix/nix", 1, "/nix/nix", "No such file"),
        Case("export", "--prefix /etc/passwd", 1, "/etc/passwd", "Not a directory"),
        Case("export", "--nix", 64, "--nix"),
        Case("export", "--metric", 64, "--metric"),
        Case("export", "--prefix /etc --output /etc/passwd", 1, "/etc/passwd", "Not a directory"),
        Case("export", "--prefix /etc --output /proc/nix", 1, "/proc/nix", "No such file"),
    ]

    @Test(.timeLimit(.minutes(5)), arguments: cases)
    func oneLineAndTheRightStatus(_ test: Case) async throws {
        let result = try await Program.runToEnd(test.program, test.arguments)
        #expect(result.status == test.status && !result.wasKilled)
        #expect(result.output.isEmpty && result.errorLines.count == 1, "\(result)")
        #expect(result.errors.hasPrefix(test.program + ": "))
        for word in test.words { #expect(result.errors.contains(word), "\(result.errors)") }
    }

    /// A folder of somebody else's: root may write everywhere, so it runs the programs as another user.
    @Test(.timeLimit(.minutes(5)), arguments: ["rogue-agent", "rogue-export"])
    func aFolderThatCannotBeWrittenIsNamed(program: String) async throws {
        let folder = try TemporaryDirectory()
        let prefix = folder.file("db")
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o555]
        try FileManager.default.createDirectory(
            atPath: prefix,
            withIntermediateDirectories: false,
            attributes: attributes
        )
        // The programs may be built where only their owner can get.
        let copy = folder.file(program)
        // A link, for a copy is "busy" while a child that another test is starting has it open for writing.
        do {
            try FileManager.default.linkItem(atPath: Program.folder + "/" + program, toPath: copy)
        } catch {
            try FileManager.default.copyItem(atPath: Program.folder + "/" + program, toPath: copy)
        }
        let user = geteuid() == 0 ? ["/usr/bin/setpriv", "--reuid=65534", "--clear-groups"] : ["/usr/bin/env"]
        let once = program == "rogue-agent" ? ["--once"] : []
        let arguments = user.dropFirst() + [copy, "--prefix", prefix] + once
        let result = try await Program.runToEnd(user[0], Array(arguments))
        #expect(result.status == 1 && result.errorLines.count == 1 && result.output.isEmpty)
        #expect(result.errors.contains(prefix) && result.errors.contains("Permission denied"), "\(result.errors)")
        let within = Array(user.dropFirst() + [copy, "--prefix", prefix + "/new/db"] + once)
        let second = try await Program.runToEnd(user[0], within)
        #expect(second.status == 1 && second.errorLines.count == 1 && second.errors.contains(prefix + "/new"))
    }

    @Test(.timeLimit(.minutes(5)))
    func aSecondAgentIsTurnedAway() async throws {
        let folder = try TemporaryDirectory()
        let first = try AgentRun(folder.path)
        try await first.slots(1)
        let second = try await Program.runToEnd("rogue-agent", ["--prefix", folder.path, "--once"])
        #expect(second.status == 1 && second.errorLines.count == 1)
        #expect(second.errors.contains(folder.path) && second.errors.contains("another rogue-agent"))
        try await first.slots(3)
        try await first.stop()
        // A lock file that is left behind is no agent.
        let third = try AgentRun(folder.path, ["--once"])
        #expect(try await third.program.end().status == 0)
    }

    @Test(.timeLimit(.minutes(5)))
    func resetMovesTheFilesAside() async throws {
        let folder = try TemporaryDirectory()
        let first = try AgentRun(folder.path, ["--ticks=2"])
        #expect(try await first.program.end().status == 0)
        let second = try AgentRun(folder.path, ["--ticks=2", "--reset"])
        #expect(try await second.program.end().status == 0)
        #expect(try AgentHistory(prefix: folder.path, samples: second.samples).mismatches() == [])
        for metric in AgentSample.metrics {
            let aside = try folder.names().filter { $0.hasPrefix("\(metric).rrd.bak-") }
            try #require(aside.count == 1)
            // A name that a reader passes over, with all that was in the file.
            try FileManager.default.createDirectory(
                atPath: folder.file("old"),
                withIntermediateDirectories: true
            )
            try FileManager.default.moveItem(
                atPath: folder.file(aside[0]),
                toPath: folder.file("old/\(metric).rrd")
            )
        }
        let old = AgentHistory(prefix: folder.file("old"), samples: first.samples)
        #expect(try old.mismatches() == [])
    }
}
