import RogueTestSupport
import RoundRobin
import Testing

@testable import Rogue

@Suite struct ConfigurationTests {
    /// The shape that the file was asked to have, word for word.
    private static let asked = """
        prefix: /var/lib/rogue
        interval: 10s
        archives: rogue                       # or a policy, or {default: rogue, "cpu.*": "1s:6h,1m:14d"}
        tags: {datacenter: EC2, region: us-west-1, host: ${HOSTNAME}}
        collectors:
          cpu: {interval: 1s}
          process: {groups: [{name: web, pattern: "^nginx"}], top: 10}
          exec:
            - {name: queue, command: [/usr/local/bin/queue-depth, --all], interval: 30s, timeout: 5s, \
        format: tcollector, max_series: 100}
        destinations:
          - {name: main, url: "prometheus+tls://metrics.example:443/api/v1/write", token_file: /etc/rogue/token, \
        interval: 30s}
          - {name: bus, url: "kafka://broker-1.example,broker-2.example/metrics?format=flat", \
        include: ["cpu.*", "/^disk\\\\./"], max_age: 7d}
        """

    @Test func everythingIsRead() throws {
        let configuration = try ConfigurationFolder(Self.asked).load(["HOSTNAME": "node-01"])
        #expect(configuration.prefix == "/var/lib/rogue")
        #expect(configuration.interval == Interval(seconds: 10))
        #expect(configuration.archives == ["rogue"])
        #expect(configuration.tags == ["datacenter": "EC2", "region": "us-west-1", "host": "node-01"])
        #expect(configuration.collectors.map(\.name) == ["cpu", "process"])
        #expect(configuration.collectors.map(\.interval) == [Interval(seconds: 1), nil])
        let process = try #require(configuration.collectors.last?.options)
        #expect(process.integer("top") == 10)
        #expect(process.groups("groups")?.map { $0.text("name") } == ["web"])
        #expect(process.groups("groups")?.first?.expression("pattern")?.matches("nginx -g") == true)
    }

    @Test func pluginsAndDestinationsAreRead() throws {
        let configuration = try ConfigurationFolder(Self.asked).load(["HOSTNAME": "node-01"])
        let exec = try #require(configuration.exec.first)
        #expect(exec.name == "queue" && exec.command == ["/usr/local/bin/queue-depth", "--all"])
        #expect(exec.interval == Interval(seconds: 30) && exec.timeout == Interval(seconds: 5))
        #expect(exec.format == .tcollector && exec.maxSeries == 100 && !exec.isLongLived && exec.directory == nil)
        #expect(configuration.destinations.map(\.name) == ["main", "bus"])
        #expect(configuration.destinations[0].options == [.init(key: "token_file", value: "/etc/rogue/token")])
        #expect(configuration.destinations[0].settings().interval == Interval(seconds: 30))
        #expect(configuration.destinations[1].settings().maxAge == Interval(seconds: 7 * 86_400))
        let selection = configuration.destinations[1].settings().selection
        let metrics = [MetricName("cpu.user"), MetricName("disk.reads", tags: ["device": "sda"]), MetricName("diskx")]
        #expect(metrics.map(selection.selects) == [true, true, false])
    }

    @Test func pluginsThatRunOnAndFoldersOfThemAreRead() throws {
        let text = "collectors: {exec: [{name: a, command: b, interval: 0}, {name: c, directory: /d, format: put}]}"
        let exec = try ConfigurationFolder(text).load().exec
        #expect(exec.map(\.isLongLived) == [true, false] && exec.map(\.interval) == [nil, nil])
        #expect(exec.map(\.command) == [["b"], []] && exec.map(\.directory) == [nil, "/d"])
        #expect(exec.map(\.format) == [.auto, .put] && exec.map(\.maxSeries) == [1_000, 1_000])
    }

    @Test(arguments: ["", "# nothing\n", "---\n", "collectors:\ndestinations:\ntags: ~\n", "{}"])
    func whatIsNotSaidIsTheDefault(_ text: String) throws {
        #expect(try ConfigurationFolder(text).load() == Configuration())
        let configuration = Configuration()
        #expect(configuration.prefix == "var/db" && configuration.interval == Interval(seconds: 60))
        #expect(configuration.heartbeatSeconds == 600 && configuration.flushSeconds == 0)
        #expect(configuration.sync == .flush && configuration.archives == [])
    }

    @Test(arguments: [
        ("interval: 1", 600, 30), ("interval: 1s\nflush: 0", 600, 0), ("interval: 10m", 1_200, 0),
        ("interval: 10m\nheartbeat: 10m\nflush: 1h", 600, 3_600),
    ])
    func timesFollowFromTheInterval(_ text: String, _ heartbeat: Int, _ flush: Int) throws {
        let configuration = try ConfigurationFolder(text).load()
        #expect(configuration.heartbeatSeconds == heartbeat)
        #expect(configuration.flushSeconds == flush)
    }

    @Test func collectorsCanBeSwitchedOffAndTold() throws {
        let text = """
            collectors:
              cpu: {enabled: no, include: "cpu.*", exclude: [cpu.idle, "/steal$/"]}
              process: {per_core: true, maximum_age: 0, folder: /x, scope: auto, folders: [a, b]}
            """
        let collectors = try ConfigurationFolder(text).load().collectors
        #expect(collectors.map(\.isEnabled) == [false, true])
        let names = ["cpu.user", "cpu.idle", "cpu.steal", "mem.free"].map { MetricName($0) }
        #expect(names.map(collectors[0].selection.selects) == [true, false, false, false])
        let options = collectors[1].options
        #expect(options.flag("per_core") == true && options.integer("maximum_age") == 0)
        #expect(options.text("folder") == "/x" && options.text("scope") == "auto")
        #expect(options.texts("folders") == ["a", "b"] && options.texts("scope") == nil)
    }

    @Test func archivesByPattern() throws {
        let text = "archives: {default: low, \"cpu.*\": \"5m:14d\", '/^disk\\.(a|b)=?/': high}\ninterval: 5m"
        let configuration = try ConfigurationFolder(text).load()
        #expect(configuration.archives == ["low", "cpu.*=5m:14d", "/^disk\\.(a|b)=?/=high"])
        let rules = try ArchiveRules(configuration.archives, interval: 300)
        #expect(rules.archives(of: MetricName("disk.a"), interval: 300).count == 2)
        #expect(rules.archives(of: MetricName("disk.c"), interval: 300).count == 1)
        #expect(rules.archives(of: MetricName("cpu.user"), interval: 300).first?.rows == 4_032)
    }

    @Test func aProgramWithoutCollectorsLeavesThemAlone() throws {
        let text = "collectors: {anything: {key: 1}, exec: [{name: a, command: b}]}"
        let configuration = try ConfigurationFolder(text).load(vocabulary: Vocabulary())
        #expect(configuration.collectors == [] && configuration.exec.map(\.command) == [["b"]])
    }
}
