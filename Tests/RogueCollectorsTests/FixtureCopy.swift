import Foundation
import Glibc
import Rogue
import Testing

/// A machine made of files that a test may rewrite: a copy of a fixture, gone when it is let go.
final class FixtureCopy {
    let root: URL

    var machine: Machine { Machine(proc: root.path + "/proc", sys: root.path + "/sys") }

    init(_ name: String) throws {
        root = URL(filePath: NSTemporaryDirectory()).appending(path: "rogue-fixture-\(UUID().uuidString)")
        let fixtures = try #require(Bundle.module.resourceURL).appending(path: "Fixtures")
        try FileManager.default.copyItem(at: fixtures.appending(path: name), to: root)
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    func read(_ path: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: root.appending(path: path)))
    }

    /// Rewrites the file in place, because a collector keeps it open.
    func write(_ bytes: [UInt8], to path: String) throws {
        let file = open(root.path + "/" + path, O_WRONLY | O_TRUNC)
        defer { close(file) }
        try #require(Glibc.write(file, bytes, bytes.count) == bytes.count)
    }

    func remove(_ path: String) throws {
        try FileManager.default.removeItem(at: root.appending(path: path))
    }
}

extension Collector {
    /// What a new collector of this kind reads at once.
    static func readings(of copy: FixtureCopy) throws -> [Reading] {
        var collector = try Self(copy.machine)
        var readings: [Reading] = []
        try collector.collect(into: &readings)
        return readings
    }
}
