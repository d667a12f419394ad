import Rogue
import Testing

@testable import RogueCollectors

@Suite struct CollectorsTests {
    private static let rogue = ["rogue-cpu", "rogue-memory", "rogue-disk", "rogue-network"]
    private static let others = [
        "cpu", "load", "memory", "disk", "network", "pressure", "threads", "system", "filesystem", "netstat", "sockets",
        "container", "agent",
    ]

    @Test(arguments: [
        ("rogue", rogue), ("all", rogue + others), ("rogue-disk", ["rogue-disk"]),
        ("process,cpu", ["process", "cpu"]), ("keys,load", ["keys", "load"]),
        ("rogue-network,rogue-cpu", ["rogue-network", "rogue-cpu"]),
        ("rogue-disk,rogue,rogue-disk", ["rogue-disk", "rogue-cpu", "rogue-memory", "rogue-network"]),
    ])
    func named(text: String, names: [String]) throws {
        #expect(try Collectors.named(text).map { $0.name } == names)
    }

    @Test(arguments: [
        ("", #""""#), ("cpus", #""cpus""#), ("rogue-cpu,", #""""#), ("rogue-cpu,Rogue", #""Rogue""#),
        ("a\nb", #""a\nb""#),
    ])
    func unknown(text: String, quoted: String) {
        let names = (Self.rogue + Self.others + ["process", "keys"]).joined(separator: ", ")
        let known = "there are \(names), and the groups rogue, all"
        #expect { try Collectors.named(text) } throws: { "\($0)" == "unknown collector \(quoted): \(known)" }
    }

    @Test func theOriginalsEightMetrics() throws {
        let copy = try FixtureCopy("normal")
        var readings: [Reading] = []
        for source in Source.all { readings += try source.readings(copy, of: copy.read(source.path)) }
        let gauges = readings.filter { $0.metric.kind == .gauge }
        #expect(
            readings.map { "\($0.metric.name)" } == [
                "CPUPercent", "MemoryPercent", "DiskReadBytes", "DiskWriteBytes", "DiskReadTime", "DiskWriteTime",
                "NetworkBytesReceived", "NetworkBytesSent",
            ]
        )
        #expect(gauges.map(\.metric.range) == [0...100, 0...100])
        #expect(Set(Collectors.known.map { $0.name }).count == Collectors.known.count)
    }
}
