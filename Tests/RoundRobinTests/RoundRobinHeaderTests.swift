import Foundation
import RogueTestSupport
import RoundRobin
import Testing

@Suite struct RoundRobinHeaderTests {
    let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// The bytes of a sound file with two archives.
    private func sound() throws -> [UInt8] {
        let file = RoundRobinFile(path: directory.file("sound.rrd"))
        if !FileManager.default.fileExists(atPath: file.path) {
            let archives = [RoundRobinArchive(stepsPerRow: 1, rows: 20), RoundRobinArchive(stepsPerRow: 5, rows: 8)]
            let source = DataSource(kind: .gauge, heartbeat: 600)
            try file.create(step: 1, lastUpdate: 1000, source: source, archives: archives)
            try file.update((1001...1030).map { "\($0):\($0)" })
        }
        return try directory.read("sound.rrd")
    }

    @Test(arguments: [
        ([UInt8](), "not an RRD file"),
        ([UInt8]("hello, this is no RRD file at all".utf8), "not an RRD file"),
        ([UInt8](repeating: 0, count: 5000), "not an RRD file"),
    ])
    func foreignFilesAreToldApart(bytes: [UInt8], reason: String) throws {
        let path = try directory.write(bytes, to: "foreign.rrd")
        let error = #expect(throws: RoundRobinError.self) { try RoundRobinFile(path: path).header() }
        #expect(error?.code == .unusable)
        #expect(error?.description == "cannot read \(path): \(reason)")
    }

    @Test func everyTruncationIsNoticed() throws {
        let bytes = try sound()
        for length in stride(from: 0, to: bytes.count, by: 7) {
            let path = try directory.write(bytes.prefix(length), to: "cut.rrd")
            #expect(throws: RoundRobinError.self, "\(length) bytes") { try RoundRobinFile(path: path).header() }
        }
        #expect(throws: Never.self) { try RoundRobinFile(path: directory.file("sound.rrd")).header() }
    }

    /// librrd believes a header: whatever passes here is given to it, and it must live.
    @Test func noHeaderOfGarbageCrashesLibrrd() throws {
        let bytes = try sound()
        var random = SeededGenerator(seed: 4711)
        var survivors = 0
        for _ in 0..<3000 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let index = Int.random(in: 0..<792, using: &random)
                damaged[index] = UInt8.random(in: .min ... .max, using: &random)
            }
            let file = RoundRobinFile(path: try directory.write(damaged, to: "damaged.rrd"))
            guard let header = try? file.header() else { continue }
            survivors += 1
            let last = header.lastUpdate
            _ = try? file.fetch(after: last - 30, through: last)
            guard last < 1 << 35 else { continue }
            try? file.update(["\(last + 1):1"])
        }
        #expect(survivors > 100)
    }

    @Test func aFolderAndAMissingFileAreErrors() throws {
        let folder = #expect(throws: RoundRobinError.self) { try RoundRobinFile(path: directory.path).header() }
        #expect(folder?.reason == "not a regular file")
        let missing = #expect(throws: RoundRobinError.self) { try RoundRobinFile(path: directory.file("no")).header() }
        #expect(missing?.code == .missing)
    }
}
