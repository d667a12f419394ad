import Foundation
import Rogue
import RogueTestSupport
import Testing

/// What real stores hold in the end, each asked in its own language, is what the history has.
@Suite(.serialized, .timeLimit(.minutes(10)))
struct ForwardHTTPStoresTests {
    let test: TestHistory
    let forward: Forward
    let start = recent(4_000)
    private let metrics = ["CPUPercent", "MemoryPercent", "DiskReadBytes"]
    private let disk = "disk/reads/device=s a"

    init() throws {
        test = try TestHistory()
        forward = Forward(prefix: test.directory.path)
        var random = SeededGenerator(seed: 9)
        try test.addRandom(metrics, from: start, count: 3_000, rows: 5_000, &random, Double.ofFewDigits)
        let folder = test.directory.file("disk/reads")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try test.add(disk, from: start, [1, nil, 3], rows: 5_000)
    }

    /// The history's rows by what the store calls each metric.
    private func expected(_ name: String, metric: (String) -> String) throws -> SeriesValues {
        let all = try test.values(metrics).map { (metric($0.key), $0.value) }
        return SeriesValues(uniqueKeysWithValues: all + [(name, [start: 1, start + 2: 3])])
    }

    /// Runs once to send all, and once to find nothing left.
    private func deliver(_ url: String) async throws {
        for _ in 1...2 {
            let result = try await forward.run(url)
            #expect(result.isSilent(), "\(result)")
        }
    }

    @Test(arguments: ["", "&gzip=true"])
    func influxDB(_ query: String) async throws {
        let server = try await RealServer("influxdb")
        try await deliver("influxdb://127.0.0.1:\(try #require(server.ports["http"]))/rogue?host=box-1" + query)
        let values = try expected("disk.reads;device=s%20a;host=box-1") { $0 + ";host=box-1" }
        #expect(try await server.values() == values)
    }

    /// It takes in what it was sent a moment after it has answered.
    @Test(arguments: ["http", "telnet"])
    func influxDBsOpenTSDBListener(_ protocol: String) async throws {
        let server = try await RealServer("influxdb")
        let port = try #require(server.ports["opentsdb"])
        try await deliver("opentsdb://127.0.0.1:\(port)?protocol=\(`protocol`)&host=box-1")
        let values = try expected("disk.reads;device=s_a_\(hash);host=box-1") { $0 + ";host=box-1" }
        #expect(try await server.values(becoming: values) == values)
    }

    @Test(arguments: ["", "&gzip=true"])
    func kairosDB(_ query: String) async throws {
        let server = try await RealServer("kairosdb")
        try await deliver("kairosdb://127.0.0.1:\(try #require(server.ports["http"]))?host=box-1" + query)
        let values = try expected("disk.reads;device=s_a_\(hash);host=box-1") { $0 + ";host=box-1" }
        #expect(try await server.values() == values)
    }

    /// Points that are older than the store keeps are ledgered, however many they are, and hold up nothing.
    @Test func influxDBsRetentionPolicy() async throws {
        let server = try await RealServer("influxdb")
        let port = try #require(server.ports["http"])
        let policy = "q=CREATE RETENTION POLICY short ON rogue DURATION 1h REPLICATION 1 DEFAULT"
        let made = try await Program.shell(
            "curl -fsS -G -X POST \"$1\" --data-urlencode \"$2\"",
            "http://127.0.0.1:\(port)/query",
            policy
        )
        #expect(made.status == 0)
        let old = recent(10_000)
        try test.add("old", from: old, (0..<100).map { Double($0) } + [nil], rows: 5_000)
        let url = "influxdb://127.0.0.1:\(port)/rogue?host=h&name=i&include=old"
        let result = try await forward.run(url)
        #expect("\(result)".contains("beyond retention policy"), "\(result)")
        #expect(try await forward.run(url).isSilent())
        #expect(try await server.values() == [:])
    }

    @Test(arguments: ["influxdb", "influxdb2", "prometheus", "opentsdb", "telnet"])
    func victoriaMetrics(_ protocol: String) async throws {
        let server = try await RealServer("victoria-metrics")
        let place = { (name: String) in "127.0.0.1:\(server.ports[name] ?? 0)" }
        switch `protocol` {
        case "influxdb":
            try await deliver("influxdb://\(place("http"))/rogue?host=box-1")
            let values = try expected("disk.reads_value;db=rogue;device=s%20a;host=box-1") {
                $0 + "_value;db=rogue;host=box-1"
            }
            #expect(try await server.values() == values)
        case "influxdb2":
            try await deliver("influxdb://\(place("http"))?api=2&org=o&bucket=rogue&host=box-1&gzip=true")
            let values = try expected("disk.reads_value;device=s%20a;host=box-1") { $0 + "_value;host=box-1" }
            #expect(try await server.values() == values)
        case "prometheus":
            try await deliver("prometheus://\(place("http"))?host=box-1")
            let values = try expected("disk_reads;device=s%20a;host=box-1") { $0 + ";host=box-1" }
            #expect(try await server.values() == values)
        default:
            let telnet = `protocol` == "telnet"
            let query = telnet ? "?protocol=telnet&host=box-1" : "?host=box-1"
            try await deliver("opentsdb://\(place(telnet ? "telnet" : "opentsdb"))\(query)")
            let values = try expected("disk.reads;device=s_a_\(hash);host=box-1") { $0 + ";host=box-1" }
            #expect(try await server.values() == values)
        }
    }

    /// Of `s a`.
    private let hash = "bc7c5c25"

    @Test func prometheus() async throws {
        let server = try await RealServer("prometheus")
        let place = "127.0.0.1:\(try #require(server.ports["http"]))"
        try await deliver("prometheus://\(place)?host=box-1")
        let values = try expected("disk_reads;device=s%20a;host=box-1") { $0 + ";host=box-1" }
        #expect(try await server.values() == values)
        // The disk has had no row since: it has ended, and is not shown for five minutes more.
        for (time, isShown) in [(start + 2, true), (start + 3, false), (start + 100, false)] {
            let query = "http://\(place)/api/v1/query?query=disk_reads&time=\(time)"
            let answer = try await Program.shell("curl -fsS \"$1\"", query)
            #expect(answer.output.contains(#""status":"success""#) && answer.output.contains("box-1") == isShown)
        }
    }

    @Test func gnocchi() async throws {
        let server = try await RealServer("gnocchi")
        let port = try #require(server.ports["http"])
        try await deliver("gnocchi://admin@127.0.0.1:\(port)?host=box-1&granularity=1s&retention=2h")
        let values = try expected("disk.reads;device=s%20a") { $0 }
        #expect(try await server.values() == values)
    }
}
