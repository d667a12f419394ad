import Foundation
import Rogue
import RogueTestSupport
import Testing

/// What comes out of stdout, and goes into the program of a user's own.
@Suite(.serialized, .timeLimit(.minutes(10)))
struct ForwardPipeTests {
    let test: TestHistory
    let forward: Forward
    let start = recent(4_000)

    init() throws {
        test = try TestHistory()
        forward = Forward(prefix: test.directory.path)
    }

    private func addRandom(_ metrics: [String]) throws {
        var random = SeededGenerator(seed: 6)
        try test.addRandom(metrics, from: start, count: 3_000, rows: 5_000, &random, Double.ofFewDigits)
    }

    private func shell(_ command: String) async throws -> Program.Result {
        let forward = "'\(Program.folder)/rogue-forward' --prefix '\(test.directory.path)'"
        return try await Program("/bin/bash", ["-o", "pipefail", "-c", command.replacing("FORWARD", with: forward)])
            .end()
    }

    @Test func putLinesIntoNetcatIntoVictoriaMetrics() async throws {
        let server = try await RealServer("victoria-metrics")
        let port = try #require(server.ports["telnet"])
        let metrics = ["CPUPercent", "MemoryPercent", "DiskReadBytes"]
        try addRandom(metrics)
        let command = "FORWARD --server 'stdout:?format=put&host=box-1' | nc -N 127.0.0.1 \(port)"
        let result = try await shell(command)
        #expect(result.isSilent(), "\(result)")
        let all = try test.values(metrics).map { ($0.key + ";host=box-1", $0.value) }
        #expect(try await server.values() == SeriesValues(uniqueKeysWithValues: all))
        // There is nothing more to be sent.
        #expect(try await shell("FORWARD --server 'stdout:?format=put&host=box-1'").isSilent())
    }

    @Test func onlyTheSamplesAreOnStdout() async throws {
        try addRandom(["CPUPercent", "MemoryPercent"])
        let result = try await shell("FORWARD --server 'stdout:?format=csv'")
        #expect(result.status == 0 && result.errors.isEmpty)
        let rows = try result.output.split(separator: "\r\n").map { row in
            let fields = row.split(separator: ",")
            return (String(fields[0]), try #require(Int(fields[2])), try #require(Double(fields[1])))
        }
        #expect(try SeriesValues(rows) == test.values(["CPUPercent", "MemoryPercent"]))
    }

    @Test func eachSampleIsInOnePayload() async throws {
        try addRandom(["CPUPercent", "MemoryPercent"])
        let result = try await shell("FORWARD --server 'stdout:?format=badger'")
        #expect(result.status == 0 && result.errors.isEmpty)
        var rows: [(String, Int, Double)] = []
        for line in result.lines {
            let payload = try JSONDecoder().decode(Payload.self, from: Data(line.utf8))
            #expect(payload.datacenter == "" && !payload.hostname.isEmpty)
            for (name, point) in payload.points.joined() { rows.append((name, payload.timestamp, point.value)) }
        }
        #expect(try SeriesValues(rows) == test.values(["CPUPercent", "MemoryPercent"]))
        #expect(try rows.count == test.values(["CPUPercent", "MemoryPercent"]).total)
    }

    private struct Payload: Decodable {
        let datacenter: String
        let hostname: String
        let timestamp: Int
        let points: [[String: Point]]

        struct Point: Decodable {
            let units: String
            let value: Double
        }
    }

    /// A reader that goes away, or never reads, keeps what was not written; the next one has it.
    @Test(arguments: ["true", "sleep 3"])
    func aReaderThatDoesNotReadHasNothing(reader: String) async throws {
        try addRandom(["CPUPercent", "MemoryPercent"])
        let url = "stdout:?format=csv"
        let command = "set +o pipefail; { FORWARD --timeout 1 --server '\(url)'; echo $? >&2; } | \(reader)"
        let result = try await shell(command)
        #expect(result.errorLines.last == "75", "\(result)")
        #expect(result.errors.contains("kept for a later run"))
        let second = try await shell("FORWARD --server '\(url)'")
        let count = try test.values(["CPUPercent", "MemoryPercent"]).total
        // A reader that sleeps may have had the first batch in its pipe.
        #expect(second.output.split(separator: "\r\n").count == count)
    }

    @Test func aClosedStdoutIsNoFile() async throws {
        try addRandom(["CPUPercent"])
        let result = try await shell("FORWARD --server stdout: >&-")
        #expect(result.complains(75, "stdout:", "cannot write: Bad file descriptor"), "\(result)")
    }

    @Test func aSinkOfOnesOwn() async throws {
        try addRandom(["CPUPercent", "MemoryPercent"])
        let sink = test.directory.file("sink.sh")
        let output = test.directory.file("sink.out")
        let script = "#!/bin/sh\ncat >'\(output).part' && cat '\(output).part' >>'\(output)'; exit $1\n"
        try Data(script.utf8).write(to: URL(filePath: sink))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: sink)
        let failing = try await forward.run("exec:\(sink)?format=csv&args=5&name=own")
        #expect(failing.complains(75, "own", "it ended with status 5", "kept"), "\(failing)")
        try FileManager.default.removeItem(atPath: output)
        #expect(try await forward.run("exec:\(sink)?format=csv&args=0&name=own").isSilent())
        #expect(try await forward.run("exec:\(sink)?format=csv&args=0&name=own").isSilent())
        let rows = try String(contentsOf: URL(filePath: output), encoding: .utf8).split(separator: "\r\n")
        #expect(try rows.count == test.values(["CPUPercent", "MemoryPercent"]).total)
        #expect(Set(rows).count == rows.count)
    }
}
