import RogueTestSupport
import Testing

@testable import Rogue

@Suite struct IncludeTests {
    @Test func filesOfAFolderAreAddedInTheOrderOfTheirNames() throws {
        let folder = try ConfigurationFolder(
            "include: conf.d\ninterval: 10s\ndestinations: [{name: a, url: a://b}]\ncollectors: {cpu: {interval: 1s}}",
            others: [
                "conf.d/20.yaml": "destinations: [{name: c, url: c://d}]\nprefix: /p",
                "conf.d/10.yaml":
                    "destinations:\n- {name: b, url: b://c}\ncollectors:\n  process:\n  cpu: {exclude: [x]}",
                "conf.d/.30.yaml": "interval: 1s", "conf.d/30.yml": "interval: 1s", "conf.d/40.yaml": "# nothing",
            ]
        )
        let configuration = try folder.load()
        #expect(configuration.destinations.map(\.name) == ["a", "b", "c"])
        #expect(configuration.prefix == "/p" && configuration.interval.seconds == 10)
        #expect(configuration.collectors.map(\.name) == ["cpu", "process"])
        #expect(configuration.collectors[0].interval == Interval(seconds: 1))
        #expect(!configuration.collectors[0].selection.selects(MetricName("x")))
    }

    @Test func theFolderCanBeAnyWhere() throws {
        let other = try TemporaryDirectory()
        try other.write([UInt8]("prefix: /p".utf8), to: "a.yaml")
        #expect(try ConfigurationFolder("include: ${D}/").load(["D": other.path]).prefix == "/p")
    }

    static let wrong: [(String, [String: String], [String])] = [
        (
            "include: conf.d\ninterval: 10s", ["conf.d/a.yaml": "# a\ninterval: 10s"],
            ["conf.d/a.yaml:2:1: the key 'interval' is given twice, first at f.yaml:2:1"]
        ),
        (
            "include: conf.d",
            [
                "conf.d/a.yaml": "collectors: {cpu: {interval: 1s}}",
                "conf.d/b.yaml": "collectors: {cpu: {interval: 2s}}",
            ],
            ["conf.d/b.yaml:1:20: the key 'interval' is given twice, first at conf.d/a.yaml:1:20"]
        ),
        (
            "include: conf.d\ncollectors: {cpu: {}}", ["conf.d/a.yaml": "collectors: [cpu]"],
            ["conf.d/a.yaml:1:1: a list cannot be added to a mapping at f.yaml:2:13"]
        ),
        (
            "include: conf.d", ["conf.d/a.yaml": "include: x"],
            [
                "conf.d/a.yaml:1:1: a file that is included cannot include others"
            ]
        ),
        ("include: conf.d", [:], ["f.yaml:1:10: conf.d: cannot be read: No such file or directory"]),
        ("include: f.yaml", [:], ["f.yaml:1:10: f.yaml: cannot be read: Not a directory"]),
        ("include: [a]", [:], ["f.yaml:1:10: here has to be a text, not a list"]),
        ("include:", [:], ["f.yaml:1:9: here has to be a text, not nothing"]),
        (
            "include: conf.d\nx1: 1", ["conf.d/a.yaml": "- a", "conf.d/b.yaml": "a: ["],
            [
                "f.yaml:2:1: unknown key 'x1': there are prefix, interval, heartbeat, flush, sync, include, "
                    + "archives, collectors, destinations, tags",
                "conf.d/a.yaml:1:1: here has to be a mapping, not a list",
                "conf.d/b.yaml:1:5: did not find expected node content while parsing a flow node",
            ]
        ),
        (
            "destinations: [{name: a, url: b://c}]\ninclude: conf.d",
            ["conf.d/a.yaml": "destinations: [{name: a, url: b://c}]"],
            ["conf.d/a.yaml:1:23: a second destination 'a': the first is at f.yaml:1:23"]
        ),
    ]

    @Test(arguments: wrong)
    func mistakesHaveTheirFile(_ text: String, _ others: [String: String], _ lines: [String]) throws {
        let found = try ConfigurationFolder(text, others: others).mistakes()
        #expect(found == lines)
    }
}
