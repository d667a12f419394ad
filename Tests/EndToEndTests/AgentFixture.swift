import Foundation
import RogueTestSupport

/// A /proc and a /sys of a test's own making, to be changed under a running agent.
final class AgentFixture {
    private let folder: TemporaryDirectory
    /// What each file below proc says when it is whole.
    static let texts = [
        "stat": "cpu  100 0 100 1000 0 0 0 0 0 0\ncpu0 100 0 100 1000 0 0 0 0 0 0\nintr 0\n",
        "meminfo": "MemTotal: 9000 kB\nMemFree: 1000 kB\nMemAvailable: 3000 kB\nBuffers: 10 kB\nCached: 20 kB\n",
        "net/dev": """
        Inter-|   Receive                                                |  Transmit
         face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
            lo:    1000       3    0    0    0     0          0         0     2000       3    0    0    0     0       0          0

        """,
        "diskstats": "   8       0 sda 10 0 20 30 40 0 50 60 0 70 80\n",
    ]
    static let files = texts.keys.sorted()

    /// The collector that reads a file, and what it says.
    static func collector(of file: String) -> (name: String, metrics: [String]) {
        switch file {
        case "stat": ("rogue-cpu", ["CPUPercent"])
        case "meminfo": ("rogue-memory", ["MemoryPercent"])
        case "net/dev": ("rogue-network", ["NetworkBytesReceived", "NetworkBytesSent"])
        default: ("rogue-disk", ["DiskReadBytes", "DiskReadTime", "DiskWriteBytes", "DiskWriteTime"])
        }
    }

    init() throws {
        folder = try TemporaryDirectory()
        for (file, text) in Self.texts { try folder.write(Data(text.utf8), to: "proc/" + file) }
        try folder.write(Data(), to: "sys/block/sda/device/uevent")
    }

    /// Flags that make a program use it.
    var arguments: [String] { ["--proc", folder.file("proc"), "--sys", folder.file("sys")] }

    func path(_ file: String) -> String { folder.file("proc/" + file) }

    /// Gives a file another content, in place: who has it open sees that.
    func write(_ text: Data, to file: String) throws {
        guard FileManager.default.fileExists(atPath: path(file)) else {
            try folder.write(text, to: "proc/" + file)
            return
        }
        let handle = try FileHandle(forUpdating: URL(filePath: path(file)))
        defer { try? handle.close() }
        // Not emptied first, which the agent might see.
        try handle.write(contentsOf: text)
        try handle.truncate(atOffset: UInt64(text.count))
    }

    func write(_ text: String, to file: String) throws { try write(Data(text.utf8), to: file) }

    func remove(_ file: String) throws { try FileManager.default.removeItem(atPath: path(file)) }

    /// Counts the processors' clocks on, a tenth of them busy, so that there is a CPUPercent.
    ///
    /// The clocks go by the number of calls.
    func advanceClocks() throws {
        clocks += 1
        try write("cpu  \(100 + clocks) 0 100 \(1000 + 9 * clocks) 0 0 0 0 0 0\nintr 0\n", to: "stat")
    }

    private var clocks = 0
}
