import Foundation
import RogueTestSupport
import RoundRobin
import Testing

@Suite struct LockingTests {
    /// Readers in other processes hold librrd's lock all the time; no update may be lost to them.
    @Test(.timeLimit(.minutes(1)), .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/rrdtool")))
    func aStormOfReadersCostsNoUpdate() throws {
        let directory = try TemporaryDirectory()
        let file = RoundRobinFile(path: directory.file("a.rrd"))
        let archives = [RoundRobinArchive(stepsPerRow: 1, rows: 2000)]
        try file.create(
            step: 1,
            lastUpdate: 1000,
            source: DataSource(kind: .gauge, heartbeat: 600),
            archives: archives
        )
        let storm = Process()
        storm.executableURL = URL(filePath: "/bin/sh")
        storm.arguments = ["-c", "while :; do echo fetch \(file.path) AVERAGE -s 1000 -e 2500; done | exec rrdtool -"]
        storm.standardOutput = FileHandle.nullDevice
        storm.standardError = FileHandle.nullDevice
        try storm.run()
        defer {
            kill(-storm.processIdentifier, SIGKILL)
            storm.terminate()
        }
        for time in 1001...2000 { try file.update(["\(time):\(time)"]) }
        #expect(try file.fetch(after: 1000, through: 2000).values == (1001...2000).map(Double.init))
    }
}
