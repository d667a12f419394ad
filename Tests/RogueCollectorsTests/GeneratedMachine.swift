import Foundation
import Rogue
import RogueTestSupport

/// A machine of files with any number of processors, disks and interfaces, whose numbers follow from their index.
struct GeneratedMachine {
    let folder: TemporaryDirectory
    let cores: Int
    let devices: Int

    var machine: Machine { Machine(proc: folder.file("proc"), sys: folder.file("sys"), run: folder.file("run")) }

    init(cores: Int, devices: Int) throws {
        folder = try TemporaryDirectory()
        self.cores = cores
        self.devices = devices
        for index in 0..<devices {
            try put("", at: "sys/block/\(Self.disk(index))/device/uevent")
            try put("1500\n", at: "sys/class/net/eth\(index)/mtu")
            try put("1\n", at: "sys/class/net/eth\(index)/carrier")
            try put("1000\n", at: "sys/class/net/eth\(index)/speed")
        }
        try put("0-\(cores - 1)\n", at: "sys/devices/system/cpu/online")
        try put("0.50 0.25 0.10 1/99 7\n", at: "proc/loadavg")
        try look(0)
    }

    static func disk(_ index: Int) -> String { "nvme\(index)n1" }

    /// Lets time go on up to a look, each of which adds the same.
    func look(_ number: Int, without absent: Set<Int> = []) throws {
        let all = (0..<devices).filter { !absent.contains($0) }
        let sums = (0..<cores).map { ticks($0, number) }
        let total = (0..<10).map { field in sums.reduce(0) { $0 + $1[field] } }
        var stat = "cpu  " + Self.line(total)
        for core in 0..<cores where !absent.contains(core) { stat += "cpu\(core) " + Self.line(ticks(core, number)) }
        stat += "intr \(number * 500) 0 0\nctxt \(number * 1_280)\nbtime 1\nprocesses \(number)\nprocs_running 1\n"
        try put(stat + "procs_blocked 0\nsoftirq \(number * 7) 0\n", at: "proc/stat")
        try put(all.map { disk($0, number) }.joined(), at: "proc/diskstats")
        try put("Inter-| \n face | \n" + all.map { interface($0, number) }.joined(), at: "proc/net/dev")
    }

    /// Of a core's ten states: the higher its number, the busier.
    private func ticks(_ core: Int, _ look: Int) -> [Int] {
        [core, 0, 0, cores - core, 0, 0, 0, 0, 0, 0].map { 1_000 + $0 * look }
    }

    private func disk(_ index: Int, _ look: Int) -> String {
        let (reads, time) = (index * look, index * look * 2)
        return " 259 \(index) \(Self.disk(index)) "
            + Self.line([reads, 0, reads * 8, time, 0, 0, 0, 0, 1, time, time, 0, 0, 0, 0, 0, 0])
    }

    private func interface(_ index: Int, _ look: Int) -> String {
        let bytes = index * look * 100
        return "eth\(index): " + Self.line([bytes, index, 0, 0, 0, 0, 0, 0, bytes / 2, index, 0, 0, 0, 0, 0, 0])
    }

    private static func line(_ numbers: [Int]) -> String {
        numbers.map(String.init).joined(separator: " ") + "\n"
    }

    /// In place, for whoever has it open.
    private func put(_ text: String, at path: String) throws {
        if !FileManager.default.fileExists(atPath: folder.file(path)) { try folder.write(Data(), to: path) }
        let file = try FileHandle(forWritingTo: URL(filePath: folder.file(path)))
        try file.truncate(atOffset: 0)
        try file.write(contentsOf: Data(text.utf8))
        try file.close()
    }
}
