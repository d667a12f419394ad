import RogueTestSupport
import Testing

@testable import Rogue

@Suite struct BadgerConfigurationTests {
    private static let config = """
        // the badger of node-01
        {
        \t"core": {
            "datacenter": "EC2", "region": "us-west-1", "zone": "", "cluster": "c//1", /* not a
            comment of one line */ "hostname": "node-01", "ipv4": "10.10.10.2", "ipv6": "",
            "log": {"dest": "stdout", "level": "info"}
          },
          "modules": {
            "dir": "modules", "config": "modules/config", // a folder
            "included_modules": ["cpu", "disk", "network", "memory", "process_stats", "system", "tesla"]
          },
          "async_modules": {"dir": "x", "config": "async", "included_modules": ["load", "cpu"]},
          "emitters": {
            "config": "emitters/",
            "included_emitters": ["graphite_emitter", "influxdb08_emitter", "kafka082_emitter", "stdout_pretty"]
          }
        }
        """
    private static let items = [
        "modules/config/cpu.conf": #"{"interval": 1, "blacklist": ["cpu.guest", "cpu.steal"]}"#,
        "modules/config/disk.conf": #"{"interval": 0, "disks_to_check": "sda, nbd8"}"#,
        "modules/config/network.conf":
            #"{"interfaces_to_check": "eth0", "blacklist": ["net.rx_bits", "net.tx_bytes.eth0.7"]}"#,
        "modules/config/memory.conf": "{} // nothing",
        "modules/config/process_stats.conf":
            #"{"interval": 10, "processes": [{"name": "web", "pattern": "nginx: .*$"}, {"name": "odd"}]}"#,
        "async/load.conf": #"{"interval": 5}"#,
        "emitters/graphite_emitter.conf": #"{"host": "carbon.example", "port": 2004, "interval": 30}"#,
        "emitters/influxdb08_emitter.conf":
            #"{"host": "h", "port": 8086, "database": "stats", "user": "a b", "pass": "p/s$"}"#,
        "emitters/kafka082_emitter.conf":
            #"{"brokers": "k1:9092,k2:9092", "topic": "t", "codec": "speedy", "blacklist": ["mem.*"]}"#,
        "emitters/stdout_pretty.conf": "{}",
    ]

    private func lines(_ folder: ConfigurationFolder) -> [String] {
        let text: String
        do throws(ConfigurationErrors) {
            text = try BadgerConfiguration.yaml(of: folder.path())
        } catch {
            text = error.description
        }
        return text.replacing(folder.path(""), with: "").split(separator: "\n").map(String.init)
    }

    @Test func everythingWithACounterpartIsWritten() throws {
        let folder = try ConfigurationFolder(Self.config, others: Self.items)
        #expect(
            lines(folder)
                == #"""
                # Made of 'f.yaml', the configuration of a Stat Badger.
                interval: 1s
                tags:
                  host: node-01
                  datacenter: EC2
                  region: us-west-1
                  cluster: c//1
                  ipv4: 10.10.10.2
                collectors:
                  cpu:
                    exclude: ["cpu.guest", "cpu.steal"]
                  disk:
                    include: ["*;device=sda", "*;device=nbd8"]
                  network:
                    include: ["*;interface=eth0"]
                    exclude: ["net.rx_bits;*", "net.tx_bytes;interface=eth0.7"]
                  memory: {}
                  process:
                    interval: 10s
                    groups:
                      - {name: web, pattern: "^nginx: .*$$"}
                  system: {}
                  load:
                    interval: 5s
                destinations:
                  - name: graphite_emitter
                    url: "graphite://carbon.example:2004?protocol=pickle"
                    interval: 30s
                  - name: influxdb08_emitter
                    url: "influxdb://a%20b:p%2Fs%24@h:8086?api=0.8&db=stats"
                  - name: kafka082_emitter
                    url: "kafka://k1:9092,k2:9092/t?format=badger&compression=snappy"
                    exclude: ["mem.*"]
                  - name: stdout_pretty
                    url: "stdout:"
                # core.log: see --log-level of rogue-agent
                # 'modules/config/system.conf' cannot be read: what Badger comes with is taken
                # 'modules/config/tesla.conf' cannot be read: what Badger comes with is taken
                # 'async/cpu.conf' cannot be read: what Badger comes with is taken
                # nothing here is like 'tesla'
                """#.split(separator: "\n").map(String.init)
        )
    }

    @Test func whatIsWrittenIsRead() throws {
        let badger = try ConfigurationFolder(Self.config, others: Self.items)
        let folder = try ConfigurationFolder(BadgerConfiguration.yaml(of: badger.path()))
        let configuration = try folder.load(vocabulary: Vocabulary())
        #expect(configuration.tags["cluster"] == "c//1" && configuration.tags.count == 5)
        #expect(configuration.destinations.map { $0.settings().interval?.seconds } == [30, nil, nil, nil])
        #expect(configuration.destinations[2].settings().selection.selects(MetricName("mem.free")) == false)
    }

    @Test(arguments: [
        ("", ["# Made of 'f.yaml', the configuration of a Stat Badger.", "interval: 1s"]),
        (
            #"{"core": {"hostname": "on", "datacenter": "a\"\\\u00e4\n", "colour": 1}}"#,
            [
                "# Made of 'f.yaml', the configuration of a Stat Badger.", "interval: 1s", "tags:", "  host: \"on\"",
                #"  datacenter: "a\"\\ä\U0000000A""#, "# core: nothing here is like 'colour'",
            ]
        ),
        (
            #"{"core": {"hostname": "http://a/*b*/", /* "ipv4": "1", */ "zone": "z"}} // "#,
            [
                "# Made of 'f.yaml', the configuration of a Stat Badger.", "interval: 1s", "tags:",
                "  host: \"http://a/*b*/\"", "  zone: z",
            ]
        ),
        ("[]", ["f.yaml:1:1: here has to be a mapping, not a list"]),
        (
            "{\n  /* a */ \"core\": [}",
            [
                "f.yaml:2:20: did not find expected node content while parsing a flow node"
            ]
        ),
        (
            #"{"core": 1, "modules": []}"#,
            [
                "f.yaml:1:10: here has to be a mapping, not a text",
                "f.yaml:1:24: here has to be a mapping, not a list",
            ]
        ),
        ("{\"a\": /* ", ["f.yaml:1:10: did not find expected node content while parsing a flow node"]),
    ])
    func oddFiles(_ text: String, _ expected: [String]) throws {
        let found = lines(try ConfigurationFolder(text))
        #expect(found == expected)
    }

    @Test func aMistakeInAnItemsFileHasItsPlace() throws {
        let text = #"{"modules": {"config": "m", "included_modules": ["cpu"]}}"#
        let folder = try ConfigurationFolder(text, others: ["m/cpu.conf": "{\"interval\": 1 1,\n]"])
        #expect(lines(folder) == ["m/cpu.conf:2:1: did not find expected node content while parsing a flow node"])
    }

    @Test func commentsBecomeSpaces() {
        let text = #"{"a//b": "c/*d*/\"//", // e"# + "\n/* f\n*/\"g\": 1}/*"
        let blanked = String(decoding: JSONComments.blanked([UInt8](text.utf8)), as: UTF8.self)
        #expect(blanked == #"{"a//b": "c/*d*/\"//",     "# + "\n    \n  \"g\": 1}  ")
    }
}
