import Foundation
import RogueTestSupport
import Testing

/// A real VictoriaMetrics takes the custom-metric API's body as it is.
@Suite(.serialized, .timeLimit(.minutes(10)))
struct ForwardVictoriaMetricsTests {
    let test: TestHistory
    let forward: Forward

    init() throws {
        test = try TestHistory()
        forward = Forward(prefix: test.directory.path)
    }

    @Test func itHasEveryRow() async throws {
        let server = try await RealServer("victoria-metrics")
        let port = try #require(server.ports["opentsdb"])
        var random = SeededGenerator(seed: 4)
        let metrics = ["CPUPercent", "MemoryPercent", "DiskReadBytes"]
        let start = recent(4000)
        try test.addRandom(metrics, from: start, count: 3_000, rows: 5_000, &random, Double.ofFewDigits)
        let folder = test.directory.file("fs/used")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try test.add("fs/used/mount=%2Fhome", from: start, [1, nil, 3], rows: 5000)
        let url = "http://127.0.0.1:\(port)/api/put?host=box-1"
        let result = try await forward.run(url)
        #expect(result.isSilent(), "\(result)")
        #expect(try await forward.run(url).isSilent())

        var expected: SeriesValues = [:]
        for (metric, values) in try test.values(metrics) { expected[metric + ";host=box-1"] = values }
        expected["fs.used;host=box-1;mount=/home"] = [start: 1, start + 2: 3]
        #expect(try await server.values() == expected)
    }
}
