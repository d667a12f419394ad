import Foundation
import Rogue
import RogueTestSupport
import Testing

/// What a cluster of brokers has in the end, read by another client that checks each checksum, is what the history has.
@Suite(.serialized, .timeLimit(.minutes(10)))
struct ForwardKafkaTests {
    let test: TestHistory
    let forward: Forward
    let start = recent(7_200)
    let metrics = ["CPUPercent", "DiskReadBytes", "NetworkBytesSent"]

    init() throws {
        test = try TestHistory()
        forward = Forward(prefix: test.directory.path)
        var random = SeededGenerator(seed: 7)
        try test.addRandom(metrics, from: start, count: 2_000, &random)
        let folder = test.directory.file("disk/reads")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try test.addRandom(["disk/reads/device=s a"], from: start, count: 500, &random)
    }

    private func url(_ cluster: RealServer, _ topic: String, _ query: String) -> String {
        let brokers = cluster.ports.keys.sorted().compactMap { cluster.ports[$0] }.map { "127.0.0.1:\($0)" }
        return "kafka://\(brokers.joined(separator: ","))/\(topic)?host=box-1&name=k-\(topic)&\(query)"
    }

    /// The history's rows by what the messages call each metric.
    private func expected(_ format: String) throws -> SeriesValues {
        let file = "disk/reads/device=s a"
        let suffix = format == "badger" ? "" : ";host=box-1"
        let disk = format == "badger" ? "disk.reads.s%20a" : "disk.reads;device=s%20a;host=box-1"
        let all = try test.values(metrics + [file]).map { ($0.key == file ? disk : $0.key + suffix, $0.value) }
        return SeriesValues(uniqueKeysWithValues: all)
    }

    @Test(arguments: ["badger", "flat", "line"])
    func aReaderFindsTheFinalRows(format: String) async throws {
        let cluster = try await RealServer("kafka-mock")
        let url = url(cluster, format, "format=\(format)&compression=\(format == "flat" ? "gzip" : "lz4")")
        let result = try await forward.run(url)
        #expect(result.isSilent(), "\(result)")
        #expect(try await forward.run(url).isSilent())
        let held = try await cluster.values(format)
        #expect(try held == expected(format))
    }

    @Test func nothingIsMissingAfterTheClusterWasAway() async throws {
        let first = try await RealServer("kafka-mock")
        let old = url(first, "t", "format=flat")
        try await first.stop()
        for _ in 0..<2 {
            let result = try await forward.run(old, with: ["--timeout", "5"])
            #expect(result.complains(75, "k-t", "kept", "Connection refused"), "\(result)")
        }
        let second = try await RealServer("kafka-mock")
        #expect(try await forward.run(url(second, "t", "format=flat")).isSilent())
        #expect(try await second.values("t") == expected("flat"))
    }

    /// A kill sends a batch twice, at worst; what was sent twice is the same.
    @Test func killsLoseNothing() async throws {
        let cluster = try await RealServer("kafka-mock")
        let url = url(cluster, "kills", "format=line")
        var random = SeededGenerator(seed: 8)
        var kills = 0
        for round in 0..<200 where kills < 10 {
            let program = try forward.start([url])
            try await Task.sleep(for: .milliseconds(Int.random(in: 0..<80, using: &random)))
            program.signal(SIGKILL)
            let result = try await program.end()
            if result.wasKilled { kills += 1 } else { #expect(result.isSilent(), "\(result)") }
            try test.addRandom(metrics, from: start + 2_000 + round * 20, count: 20, &random)
        }
        #expect(kills == 10)
        #expect(try await forward.run(url).isSilent())
        #expect(try await cluster.values("kills") == expected("line"))
    }
}
