import Foundation
import Glibc
import Rogue
import Testing

/// A machine made of files that a test may rewrite: a copy of a fixture, gone when it is let go.
final class FixtureCopy {
    let root: URL

    var machine: Machine {
        let roots = ["proc", "sys", "run", "lib"].map { root.path + "/" + $0 }
        return Machine(proc: roots[0], sys: roots[1], run: roots[2], lib: roots[3])
    }

    init(_ name: String) throws {
        root = URL(filePath: NSTemporaryDirectory()).appending(path: "rogue-fixture-\(UUID().uuidString)")
        let fixtures = try #require(Bundle.module.resourceURL).appending(path: "Fixtures")
        try FileManager.default.copyItem(at: fixtures.appending(path: name), to: root)
        try makeLinks()
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

    /// Writes a file that a collector may have open or not, into folders that may be there or not.
    func put(_ text: String, at path: String) throws {
        let file = root.appending(path: path)
        let folder = file.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        if !FileManager.default.fileExists(atPath: file.path) { try Data().write(to: file) }
        try write(Array(text.utf8), to: path)
    }

    func isRegularFile(_ path: String) throws -> Bool {
        let attributes = try FileManager.default.attributesOfItem(atPath: root.path + "/" + path)
        return attributes[.type] as? FileAttributeType == .typeRegular
    }

    /// Time goes on: what `later-gone` lists goes, and the files of the folder `later` take the place of those there.
    func later() throws {
        let gone = try? String(decoding: read("later-gone"), as: UTF8.self)
        for path in gone?.split(separator: "\n") ?? [] { try remove(String(path)) }
        guard FileManager.default.fileExists(atPath: root.path + "/later") else { return }
        for path in try FileManager.default.subpathsOfDirectory(atPath: root.path + "/later").sorted() {
            guard try isRegularFile("later/" + path) else { continue }
            try put("", at: path)
            try write(read("later/" + path), to: path)
        }
    }

    /// The files of the machine at or below the paths, in order.
    func files(at paths: [String] = ["lib", "netlink", "proc", "run", "sys"]) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: root.path).sorted()
            .filter { name in paths.contains { name == $0 || name.hasPrefix($0 + "/") } }
            .filter(isRegularFile)
    }

    /// Makes the symbolic links that the file `links` lists, whose targets are none: no folder of sources holds those.
    private func makeLinks() throws {
        guard let list = try? String(decoding: read("links"), as: UTF8.self) else { return }
        for line in list.split(separator: "\n") {
            let parts = line.split(separator: " ").map(String.init)
            let folder = root.appending(path: parts[0]).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try #require(symlink(parts[1], root.appending(path: parts[0]).path) == 0)
        }
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
