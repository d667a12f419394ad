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

extension FixtureCopy {
    /// The files of the machine, in order.
    func files() throws -> [String] {
        let keys: [URLResourceKey] = [.isRegularFileKey]
        let found = FileManager.default.enumerator(at: root, includingPropertiesForKeys: keys)?.compactMap {
            $0 as? URL
        }
        return try (found ?? []).filter { try $0.resourceValues(forKeys: Set(keys)).isRegularFile == true }
            .map { String($0.path.dropFirst(root.path.count + 1)) }
            .filter { !$0.hasPrefix("later/") && $0 != "links" && $0 != "later-gone" }.sorted()
    }

    /// Makes the symbolic links that the file `links` lists, whose targets are none.
    func makeLinks() throws {
        guard let list = try? String(contentsOf: root.appending(path: "links"), encoding: .utf8) else { return }
        for line in list.split(separator: "\n") {
            let parts = line.split(separator: " ").map(String.init)
            let folder = root.appending(path: parts[0]).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            _ = symlink(parts[1], root.appending(path: parts[0]).path)
        }
    }

    /// Puts the files of `later` over those of the machine, in place where they are there.
    func becomeLater() throws {
        let later = root.path + "/later"
        for path in (try? String(contentsOf: root.appending(path: "later-gone"), encoding: .utf8))?.split(
            separator: "\n"
        ) ?? [] {
            try remove(String(path))
        }
        for path in FileManager.default.enumerator(atPath: later)?.compactMap({ $0 as? String }) ?? [] {
            let target = root.appending(path: path)
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: later + "/" + path, isDirectory: &isFolder) else { continue }
            if isFolder.boolValue {
                try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
            } else if FileManager.default.fileExists(atPath: target.path) {
                try write([UInt8](Data(contentsOf: URL(filePath: later + "/" + path))), to: path)
            } else {
                try FileManager.default.copyItem(atPath: later + "/" + path, toPath: target.path)
            }
        }
    }
}
