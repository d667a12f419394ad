import Dispatch
import Foundation
import Rogue
import RogueTestSupport
import Synchronization
import Testing

@testable import RogueCollectors

/// File systems that do not answer until the test is over.
private final class DeadServer: Sendable {
    private let gate = DispatchSemaphore(value: 0)
    private let asked = Mutex<[String: Int]>([:])
    private let dead: @Sendable (String) -> Bool

    init(_ dead: @escaping @Sendable (String) -> Bool) {
        self.dead = dead
    }

    /// How often each mount point was asked.
    var asks: [String: Int] { asked.withLock(\.self) }

    @Sendable func ask(_ point: String) throws -> FilesystemSpace {
        asked.withLock { $0[point, default: 0] += 1 }
        if dead(point) { gate.wait() }
        return FilesystemSpace(
            fragment: 512,
            blocks: 4,
            free: 2,
            available: 1,
            inodes: 8,
            freeInodes: 2,
            availableInodes: 2
        )
    }

    /// Lets all that hang go on.
    func revive() {
        for _ in 0..<1_000 { gate.signal() }
    }
}

@Suite struct FilesystemsTests {
    private func line(_ number: Int, _ point: String, _ type: String) -> String {
        "\(number) 1 0:\(number) / \(point) rw,relatime - \(type) source rw\n"
    }

    private func points(_ readings: [Reading], _ base: String = "fs.used") -> [String] {
        readings.map(\.metric.name).filter { $0.base == base }.flatMap {
            $0.tags.filter { $0.key == "mount" }.map(\.value)
        }
    }

    private func threads() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count
    }

    @Test func aDeadServerCostsItsOwnSeriesAndNothingElse() throws {
        let copy = try FixtureCopy("server")
        try copy.write(
            Array((line(1, "/", "ext4") + line(2, "/dead", "nfs4") + line(3, "/z", "nfs4")).utf8),
            to: Self.list
        )
        let server = DeadServer { $0 == "/dead" }
        defer { server.revive() }
        var collector = try Filesystems(copy.machine, patience: .seconds(1), ask: server.ask)
        for look in 1...100 {
            var readings: [Reading] = []
            let start = ContinuousClock.now
            try collector.collect(into: &readings)
            #expect(points(readings) == ["/", "/z"])
            // The flag is the kernel's own.
            #expect(points(readings, "fs.readonly") == ["/", "/dead", "/z"])
            #expect(collector.complaint.map { "\($0)" } == "/dead: no answer")
            // Nobody waits for it twice; a look is far below the patience then, or the machine is busy.
            if look > 1 { #expect(ContinuousClock.now - start < .seconds(5)) }
        }
        #expect(server.asks == ["/": 100, "/dead": 1, "/z": 100])
    }

    /// Those that wait for no server are asked together, until one of them does not answer either.
    @Test func aDiskThatHangsCostsNoOther() throws {
        let copy = try FixtureCopy("server")
        try copy.write(
            Array((line(1, "/", "ext4") + line(2, "/dead", "xfs") + line(3, "/z", "ext4")).utf8),
            to: Self.list
        )
        let isDead = Mutex(false)
        let server = DeadServer { point in point == "/dead" && isDead.withLock(\.self) }
        defer { server.revive() }
        var collector = try Filesystems(copy.machine, patience: .milliseconds(500), ask: server.ask)
        for look in 1...10 {
            if look == 3 { isDead.withLock { $0 = true } }
            var readings: [Reading] = []
            try collector.collect(into: &readings)
            #expect(points(readings) == (look < 3 ? ["/", "/dead", "/z"] : ["/", "/z"]))
            #expect(points(readings, "fs.readonly") == ["/", "/dead", "/z"])
            #expect(collector.complaint.map { "\($0)" } == (look < 3 ? nil : "/dead: no answer"))
        }
        // With the group, and once alone.
        #expect(server.asks["/dead"] == 4)
    }

    @Test func itComesBackByItself() throws {
        let copy = try FixtureCopy("server")
        try copy.write(Array(line(2, "/dead", "nfs4").utf8), to: Self.list)
        let server = DeadServer { $0 == "/dead" }
        var collector = try Filesystems(copy.machine, patience: .milliseconds(20), ask: server.ask)
        var readings: [Reading] = []
        try collector.collect(into: &readings)
        #expect(points(readings).isEmpty)
        server.revive()
        let end = ContinuousClock.now + .seconds(60)
        while points(readings).isEmpty, ContinuousClock.now < end { try collector.collect(into: &readings) }
        #expect(points(readings).first == "/dead" && collector.complaint == nil)
    }

    @Test func threadsAreBounded() throws {
        let copy = try FixtureCopy("server")
        let remote = (1...300).map { line($0, "/home/\($0)", "nfs4") }.joined()
        let local = (301...330).map { line($0, "/local/\($0)", "xfs") }.joined()
        try copy.write(Array((remote + local).utf8), to: Self.list)
        let server = DeadServer { $0.hasPrefix("/home") }
        defer { server.revive() }
        let before = try threads()
        var collector = try Filesystems(copy.machine, patience: .seconds(1), ask: server.ask)
        for _ in 1...20 {
            var readings: [Reading] = []
            try collector.collect(into: &readings)
            #expect(points(readings) == (301...330).map { "/local/\($0)" })
        }
        #expect(server.asks.filter { $0.key.hasPrefix("/home") }.values.reduce(0, +) <= 48)
        // Other tests have threads too.
        #expect(try threads() - before < 64 + 64)
        // Mounts that are gone, and new ones in their place, do not get around the limit.
        for round in 1...20 {
            let again = (1...300).map { line($0 + 1_000 * round, "/home/\($0)", "nfs4") }.joined()
            try copy.write(Array((again + local).utf8), to: Self.list)
            var readings: [Reading] = []
            try collector.collect(into: &readings)
            #expect(points(readings).count == 30)
        }
        #expect(server.asks.filter { $0.key.hasPrefix("/home") }.values.reduce(0, +) <= 48)
    }

    @Test func agreesWithDfOnThisMachine() throws {
        var collector = try Filesystems(Machine())
        var readings: [Reading] = []
        try collector.collect(into: &readings)
        let total = readings.first { $0.metric.name.base == "fs.total" && points([$0], "fs.total") == ["/"] }
        let inodes = readings.first {
            $0.metric.name.base == "fs.inodes_total" && points([$0], "fs.inodes_total") == ["/"]
        }
        let df = try Command.output("/usr/bin/df", "-B1", "--output=size,itotal", "/").split(separator: "\n")
        let fields = try #require(df.last).split(separator: " ").compactMap { Double($0) }
        #expect([total?.value, inodes?.value] == fields.map { .gauge($0) })
    }

    private static let list = "proc/self/mountinfo"
}
