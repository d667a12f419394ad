import Foundation
import RogueTestSupport
import Testing

/// `--config` and `--check` of the built programs.
@Suite struct ConfigurationCheckTests {
    private static func file(_ text: String) throws -> (folder: TemporaryDirectory, path: String) {
        let folder = try TemporaryDirectory()
        return (folder, try folder.write([UInt8](text.utf8), to: "rogue.yaml"))
    }

    @Test(
        .timeLimit(.minutes(5)),
        arguments: [
            ("rogue-agent", "tags: {host: ${HOSTNAME}}", "4 collectors, 0 destinations"),
            ("rogue-forward", "", "0 destinations"),
            (
                "rogue-agent", "collectors: {rogue-cpu: {}, rogue-disk: {enabled: false}}",
                "1 collectors, 0 destinations"
            ),
            ("rogue-agent", "destinations: [{url: anything}]", "4 collectors, 1 destinations"),
            (
                "rogue-forward",
                "destinations: [{name: a, url: \"grok://h\"}, {url: \"graphite://h\", prefix: \"${P:-p q}\"}]",
                "2 destinations"
            ),
        ]
    )
    func aFileThatIsRight(_ program: String, _ text: String, _ counts: String) async throws {
        let (folder, path) = try Self.file(text)
        let result = try await Program.runToEnd(program, ["--check", "--config", path])
        #expect(result.status == 0 && result.errors.isEmpty)
        #expect(result.output == "\(path): ok, \(counts)\n")
        #expect(try folder.names() == ["rogue.yaml"])
    }

    static let wrong: [(String, String, [String])] = [
        (
            "rogue-agent", "interval: 1w\ncollectors: {cpus: {}, rogue-cpu: {inteval: 1}}\nprefix: ${NIX_NIX}",
            [
                ":1:11: '1w' is not a time of 1 s to 1 year, such as 60, 10s, 5m or 1h",
                ":2:14: unknown collector 'cpus': did you mean 'cpu'?",
                ":2:36: unknown key 'inteval': did you mean 'interval'?",
                ":3:9: the variable NIX_NIX is not set, and has no default",
            ]
        ),
        (
            "rogue-forward",
            """
            destinations:
              - {url: "http://user:SECRET@h:0"}
              - {url: "graphite://h", prefx: a, host: b, name: x}
              - {url: "grok://h:99999", name: x}
              - {url: "https://h"}
              - {url: "https://h:443/"}
            intervall: 1
            """,
            [
                ":2:11: cannot send to http://***@h:0: the port is not a number from 1 to 65535",
                ":3:27: unknown query item 'prefx': did you mean 'prefix'?",
                ":4:11: cannot send to grok://h:99999: the port is not a number from 1 to 65535",
                ":4:35: a second destination 'x': the first is at PATH:3:52",
                ":6:11: the destination https://h:443/_metrics/custom is there twice: give one of them a name",
                ":7:1: unknown key 'intervall': did you mean 'interval'?",
            ]
        ),
        ("rogue-export", "prefix: [", [":1:10: did not find expected node content while parsing a flow node"]),
    ]

    @Test(.timeLimit(.minutes(5)), arguments: wrong)
    func everyMistakeIsALine(_ program: String, _ text: String, _ lines: [String]) async throws {
        let (folder, path) = try Self.file(text)
        let check = program == "rogue-export" ? [] : ["--check"]
        for arguments in [check, []] {
            let result = try await Program.runToEnd(program, arguments + ["--config", path])
            #expect(result.status == 78 && result.output.isEmpty)
            #expect(result.errorLines == lines.map { path + $0.replacing("PATH", with: path) })
            #expect(try folder.names() == ["rogue.yaml"])
        }
    }

    @Test(
        .timeLimit(.minutes(5)),
        arguments: [
            ["rogue-agent", "--check"], ["rogue-agent", "--from-badger", "x"], ["rogue-forward", "--check"],
        ]
    )
    func wrongUsage(_ command: [String]) async throws {
        let result = try await Program.runToEnd(command[0], Array(command.dropFirst()))
        #expect(result.status == 64 && result.errorLines.count == 1 && result.errors.contains("--check"))
    }

    @Test(.timeLimit(.minutes(5)))
    func theAgentDoesWhatTheFileSaysAndFlagsOverrideIt() async throws {
        let (folder, path) = try Self.file(
            """
            prefix: ${FOLDER}/db
            interval: 1s
            archives: {default: low, "CPU*": "1s:1h,1m:1d"}
            collectors: {rogue-memory: {}, rogue-cpu: {}, rogue-disk: {enabled: false}}
            """
        )
        let arguments = ["--config", path, "--archives", "1s:2h", "--print"]
        let wrong = try await Program.runToEnd(
            "rogue-agent",
            ["--config", path, "--once"],
            environment: ["FOLDER": folder.path]
        )
        #expect(wrong.status == 78 && wrong.errors.hasPrefix(path + ":3:21: archives \"low\""))
        try folder.write(
            [UInt8](folder.text("rogue.yaml").replacing("default: low, ", with: "").utf8),
            to: "rogue.yaml"
        )
        let result = try await Program.runToEnd(
            "rogue-agent",
            arguments + ["--ticks", "2"],
            environment: ["FOLDER": folder.path]
        )
        #expect(result.status == 0, "\(result.errors)")
        #expect(Set(result.lines.map { $0.prefix { $0 != " " } }) == ["CPUPercent", "MemoryPercent"])
        let second = try await Program.runToEnd(
            "rogue-agent",
            arguments + ["--once", "--collectors=rogue-disk", "--prefix", folder.file("other")],
            environment: ["FOLDER": folder.path]
        )
        #expect(second.status == 0 && second.lines.allSatisfy { $0.hasPrefix("Disk") }, "\(second.errors)")
        #expect(try folder.names() == ["db", "other", "rogue.yaml"])
        let export = try await Program.runToEnd(
            "rogue-export",
            ["--config", path],
            environment: ["FOLDER": folder.path]
        )
        #expect(export.status == 0 && export.errors.isEmpty)
    }

    @Test(.timeLimit(.minutes(5)))
    func aDestinationGetsWhatItWants() async throws {
        let (folder, path) = try Self.file(
            """
            prefix: ${FOLDER}/db
            interval: 1s
            destinations:
              - {name: a, url: "grok://127.0.0.1:1", include: "/^CPU/"}
              - {name: b, url: "grok://127.0.0.1:1", exclude: ["CPU*", Disk*]}
            """
        )
        let environment = ["FOLDER": folder.path]
        let agent = try await Program.runToEnd(
            "rogue-agent",
            ["--config", path, "--ticks=3"],
            environment: environment
        )
        #expect(agent.status == 0, "\(agent.errors)")
        let status = try await Program.runToEnd(
            "rogue-forward",
            ["--config", path, "--status"],
            environment: environment
        )
        #expect(status.status == 0, "\(status.errors)")
        #expect(status.output.contains("CPUPercent") && status.output.contains("MemoryPercent"))
        #expect(status.output.ranges(of: "CPUPercent").count == 1)
        #expect(!status.output.contains("Disk"))
    }

    @Test(.timeLimit(.minutes(5)))
    func badgersFileIsPrintedAsYAML() async throws {
        let folder = try TemporaryDirectory()
        let config =
            #"{"core": {"hostname": "http://x"}, /* "a" */ "emitters": {"included_emitters": ["graphite_emitter"]}} //"#
        let path = try folder.write([UInt8](config.utf8), to: "config.json")
        try folder.write([UInt8](#"{"host": "h"}"#.utf8), to: "graphite_emitter.conf")
        let result = try await Program.runToEnd("rogue-agent", ["--check", "--from-badger", path])
        #expect(result.status == 0 && result.errors.isEmpty)
        #expect(result.lines.contains("  host: \"http://x\""))
        #expect(result.lines.contains("    url: \"graphite://h:2004?protocol=pickle\""))
        let broken = try await Program.runToEnd("rogue-agent", ["--check", "--from-badger", path + "x"])
        #expect(broken.status == 78 && broken.errors == path + "x: cannot be read: No such file or directory\n")
    }
}
