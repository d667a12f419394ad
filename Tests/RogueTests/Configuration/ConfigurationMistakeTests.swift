import RogueTestSupport
import Testing

@testable import Rogue

@Suite struct ConfigurationMistakeTests {
    static let wrong: [(String, [String])] = [
        ("intervall: 10s", ["f.yaml:1:1: unknown key 'intervall': did you mean 'interval'?"]),
        (
            "xyzzy: 10s",
            [
                "f.yaml:1:1: unknown key 'xyzzy': there are prefix, interval, heartbeat, flush, sync, include, "
                    + "archives, collectors, destinations, tags"
            ]
        ),
        ("- a", ["f.yaml:1:1: here has to be a mapping, not a list"]),
        ("prefix:", ["f.yaml:1:8: here has to be a text, not nothing"]),
        ("prefix: ''", ["f.yaml:1:9: the text is empty"]),
        ("prefix: [a]", ["f.yaml:1:9: here has to be a text, not a list"]),
        ("interval: fast", ["f.yaml:1:11: 'fast' is not a time of 1 s to 1 year, such as 60, 10s, 5m or 1h"]),
        ("interval: 0", ["f.yaml:1:11: '0' is not a time of 1 s to 1 year, such as 60, 10s, 5m or 1h"]),
        ("interval: 2d", ["f.yaml:1:11: the interval is longer than a day"]),
        (
            "interval: 1m\nheartbeat: 30s",
            ["f.yaml:2:12: it is less than the interval, 1m: every sample would be unknown"]
        ),
        ("flush: -1", ["f.yaml:1:8: '-1' is not a time of 1 s to 1 year, such as 60, 10s, 5m or 1h"]),
        ("sync: tack", ["f.yaml:1:7: unknown word 'tack': did you mean 'tick'?"]),
        ("sync: always", ["f.yaml:1:7: unknown word 'always': there are tick, flush, off"]),
        ("tags: {hots: a}", ["f.yaml:1:8: unknown tag 'hots': did you mean 'host'?"]),
        ("tags: {host: [a]}", ["f.yaml:1:14: here has to be a text, not a list"]),
        (
            "tags: {host: &a b, zone: *a}",
            [
                "f.yaml:1:14: anchors (&name) are not supported",
                "f.yaml:1:26: aliases (*name) are not supported: write the value out",
            ]
        ),
        ("interval: *a", ["f.yaml:1:11: aliases (*name) are not supported: write the value out"]),
        (
            "collectors: {exec: [{}]}",
            ["f.yaml:1:21: 'name' is missing", "f.yaml:1:21: 'command' is missing, or 'directory'"]
        ),
        ("tags: a", ["f.yaml:1:7: here has to be a mapping, not a text"]),
        (
            "a: 1\na: 2",
            [
                "f.yaml:1:1: unknown key 'a': there are prefix, interval, heartbeat, flush, sync, include, "
                    + "archives, collectors, destinations, tags",
                "f.yaml:2:1: the key 'a' is given twice, first in line 1",
            ]
        ),
        ("interval: 1m\nprefix: [", ["f.yaml:2:10: did not find expected node content while parsing a flow node"]),
    ]

    static let inSections: [(String, [String])] = [
        (
            "archives: 10s",
            [
                "f.yaml:1:11: archives \"10s\": neither rogue, low, medium, high nor STEP:RETENTION[:FUNCTIONS]"
            ]
        ),
        ("archives: {cpu: low, /a(/: high}\ninterval: 5m", ["f.yaml:1:22: '/a(/' is no pattern: Unmatched ( or \\("]),
        (
            "interval: 1s\narchives: {default: low}",
            [
                "f.yaml:2:21: archives \"low\": the finest step, 5m, is coarser than the interval, 1s: samples would be lost"
            ]
        ),
        ("collectors: {cpus: {}}", ["f.yaml:1:14: unknown collector 'cpus': did you mean 'cpu'?"]),
        ("collectors: {disk: {}}", ["f.yaml:1:14: unknown collector 'disk': there are cpu, process, exec"]),
        ("collectors: {cpu: {inteval: 1s}}", ["f.yaml:1:20: unknown key 'inteval': did you mean 'interval'?"]),
        ("collectors: {cpu: {interval: 1y}}", ["f.yaml:1:30: the interval is longer than a day"]),
        ("collectors: {cpu: {enabled: maybe}}", ["f.yaml:1:29: 'maybe' is neither true nor false"]),
        (
            "collectors: {cpu: {per_core: true}}",
            [
                "f.yaml:1:20: unknown key 'per_core': there are enabled, interval, include, exclude"
            ]
        ),
        ("collectors: {process: {percore: true}}", ["f.yaml:1:24: unknown key 'percore': did you mean 'per_core'?"]),
        ("collectors: {process: {top: 0}}", ["f.yaml:1:29: '0' is not a whole number from 1 to 100"]),
        ("collectors: {process: {groups: [{name: a}]}}", ["f.yaml:1:33: 'pattern' is missing"]),
        (
            "collectors: {process: {groups: [{name: a, pattern: '['}]}}",
            [
                "f.yaml:1:52: '[' is no regular expression: Invalid regular expression"
            ]
        ),
        (
            "collectors: {cpu: {exclude: [a, '', /b]}}",
            [
                "f.yaml:1:33: '' is no pattern: it is empty",
                "f.yaml:1:37: '/b' is no pattern: a regular expression ends with a slash, too",
            ]
        ),
        ("collectors: {exec: {}}", ["f.yaml:1:20: here has to be a list, not a mapping"]),
        ("collectors: {exec: [{name: a}]}", ["f.yaml:1:21: 'command' is missing, or 'directory'"]),
        (
            "collectors: {exec: [{name: a, command: b, directory: c}]}",
            ["f.yaml:1:43: either a command or a directory"]
        ),
        ("collectors: {exec: [{name: a, command: []}]}", ["f.yaml:1:40: the command is empty"]),
        (
            "collectors: {exec: [{name: a, command: b}, {name: a, command: c}]}",
            [
                "f.yaml:1:51: a second exec plug-in 'a': the first is at f.yaml:1:28"
            ]
        ),
        (
            "collectors: {exec: [{name: a, command: b, max_series: 0, format: collectd}]}",
            [
                "f.yaml:1:55: '0' is not a whole number from 1 to 100000",
                "f.yaml:1:66: unknown word 'collectd': did you mean 'tcollector'?",
            ]
        ),
        ("destinations: a", ["f.yaml:1:15: here has to be a list, not a text"]),
        ("destinations: [{name: a}]", ["f.yaml:1:16: 'url' is missing"]),
        ("destinations: [{url: a}]", ["f.yaml:1:22: no URL"]),
        (
            "destinations: [{url: a://b, max_age: x, port: y, host: [z]}]",
            [
                "f.yaml:1:38: 'x' is not a time of 1 s to 1 year, such as 60, 10s, 5m or 1h",
                "f.yaml:1:41: no port",
                "f.yaml:1:56: here has to be a text, not a list",
            ]
        ),
        (
            "destinations:\n- {name: a, url: b://c}\n- {name: a, url: d://e}",
            [
                "f.yaml:3:10: a second destination 'a': the first is at f.yaml:2:10"
            ]
        ),
    ]

    @Test(arguments: wrong + inSections)
    func everyMistakeHasItsPlace(_ text: String, _ lines: [String]) throws {
        let found = try ConfigurationFolder(text).mistakes()
        #expect(found == lines)
    }

    @Test func allMistakesAreToldInTheirOrder() throws {
        let text = """
            destinations: [{name: a}]
            tags: {hots: a}
            collectors: {cpus: {}}
            intervall: 1
            prefix: ${NIX}
            """
        #expect(
            try ConfigurationFolder(text).mistakes().map { $0.prefix(10) }
                == [
                    "f.yaml:1:1", "f.yaml:2:8", "f.yaml:3:1", "f.yaml:4:1", "f.yaml:5:9",
                ].map { $0.prefix(10) }
        )
    }

    @Test func manyMistakesAreCut() throws {
        let lines = try ConfigurationFolder((1...150).map { "k\($0): 1\n" }.joined()).mistakes()
        #expect(lines.count == 101)
        #expect(lines.last == "… and 50 more mistakes")
    }

    @Test func aFileThatCannotBeReadIsNamed() throws {
        let folder = try ConfigurationFolder()
        let cases = [
            (folder.path("nix.yaml"), "cannot be read: No such file or directory"),
            (folder.path("."), "cannot be read: it is no file"), ("/dev/null", "cannot be read: it is no file"),
        ]
        for (path, reason) in cases {
            let error = #expect(throws: ConfigurationErrors.self) {
                try Configuration.load(path, environment: { _ in nil }, vocabulary: .test)
            }
            #expect(error?.lines == ["\(path): \(reason)"])
        }
    }

    /// What is looked up in lists must not take the square of the time.
    @Test(.timeLimit(.minutes(1)), arguments: ["", "destinations:\n- url: a://b\n"])
    func manyKeysTakeNoTime(_ start: String) throws {
        let keys = (0..<15_000).map { (start.isEmpty ? "" : "  ") + "k\($0): 1\n" }.joined()
        let text = start + keys
        let folder = try ConfigurationFolder("include: conf.d\n" + text, others: ["conf.d/a.yaml": text])
        #expect(folder.mistakes().isEmpty == !start.isEmpty)
    }

    @Test func aHugeFileIsRefused() throws {
        let folder = try ConfigurationFolder()
        try folder.write([UInt8](repeating: UInt8(ascii: "#"), count: 50_000_000), to: ConfigurationFolder.main)
        #expect(folder.mistakes() == ["f.yaml: there are more than 1000000 bytes in it"])
    }
}
