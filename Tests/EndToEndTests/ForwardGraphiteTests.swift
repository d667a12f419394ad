import Foundation
import Rogue
import RogueTestSupport
import Testing

/// carbon's other ways in, and what graphite-web makes of paths and tags.
@Suite(.serialized, .timeLimit(.minutes(10)))
struct ForwardGraphiteTests {
    let test: TestHistory
    let forward: Forward
    let metrics = ["CPUPercent", "DiskReadBytes", "NetworkBytesSent"]

    init() throws {
        test = try TestHistory()
        forward = Forward(prefix: test.directory.path)
        var random = SeededGenerator(seed: 5)
        try test.addRandom(metrics, from: recent(7_200), count: 3_000, &random)
        for (folder, file) in [("disk/reads", "device=sda"), ("fs/used", "fstype=ext4/mount=%2Fmnt%2Fa b.c")] {
            let path = folder + "/" + file
            let parent = URL(filePath: test.directory.file(path)).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
            try test.addRandom([path], from: recent(7_200), count: 500, &random)
        }
    }

    /// The history's rows by what the store calls each metric.
    private func expected(_ disk: String, _ filesystem: String, prefix: String = "") throws -> SeriesValues {
        let files = ["disk/reads/device=sda": disk, "fs/used/fstype=ext4/mount=%2Fmnt%2Fa b.c": filesystem]
        let all = try test.values(metrics + files.keys)
        return SeriesValues(uniqueKeysWithValues: all.map { (prefix + (files[$0.key] ?? $0.key), $0.value) })
    }

    @Test(arguments: ["pickle", "udp"])
    func whisperHoldsTheFinalRows(kind: String) async throws {
        let carbon = try await RealServer("carbon")
        let port = try #require(carbon.ports[kind == "udp" ? "line" : kind])
        let url = "graphite://127.0.0.1:\(port)?host=h&protocol=\(kind)&template=dc.{region}.{host}.{name}.{tags}"
        let result = try await forward.run(url)
        #expect(result.isSilent(), "\(result)")
        #expect(try await forward.run(url).isSilent())
        try await carbon.stop()
        let expected = try expected("disk.reads.sda", "fs.used.ext4.%2Fmnt%2Fa%20b%2Ec", prefix: "dc.h.")
        // On the loopback no datagram is lost.
        #expect(try await carbon.values() == expected)
    }

    @Test(arguments: ["plain", "pickle"])
    func graphiteWebShowsTheFinalRows(kind: String) async throws {
        let graphite = try await RealServer("graphite")
        let port = try #require(graphite.ports[kind == "plain" ? "line" : kind])
        let url = "graphite://127.0.0.1:\(port)?prefix=p&host=h&protocol=\(kind)"
        #expect(try await forward.run(url).isSilent())
        let expected = try expected(
            "disk.reads;device=sda",
            "fs.used;fstype=ext4;mount=%2Fmnt%2Fa%20b.c",
            prefix: "p.h."
        )
        // carbon tells graphite-web of a series with tags when it has the time.
        #expect(try await graphite.values(becoming: expected) == expected)
        let one = try await graphite.values("seriesByTag('name=p.h.disk.reads','device=sda')")
        #expect(one == expected.filter { $0.key == "p.h.disk.reads;device=sda" })
    }
}
