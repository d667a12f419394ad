import Foundation
import Rogue
import RogueTestSupport
import Testing

@testable import RogueCollectors

/// Collectors on files that end too early.
@Suite struct CutFilesTests {
    /// Counts and sums of whole lines, or of what has a file: of one that was cut in between nobody can tell, but they are
    /// never more than of the whole.
    private static let sums = ["disk.count", "system.users", "softnet.", "conntrack.", "proc."]
    /// Which process, and how many may not be read.
    private static let others = ["_pid", "proc.unreadable"]
    /// Names and kinds, which the kernel never writes in halves: what they belong to is called otherwise without them.
    private static let names = ["_label", "/name", "/type", "/hidden", "/uevent", "/config.json", "/config.v2.json"]
    /// About so many times the files of a machine are cut.
    private static let cuts = 1_000

    /// A file cut anywhere is refused, or says nothing but what it says when it is whole; half a number is never believed.
    @Test(arguments: Subject.pairs(among: ["linux-2.6", "linux-3.10", "linux-6.18", "server", "centos7", "container"]))
    func everyPrefix(subject: Subject, fixture: String) throws {
        let copy = try FixtureCopy(fixture)
        guard let whole = try? look(subject, copy) else { return }
        let files = try copy.files(at: subject.paths).filter { file in !Self.names.contains(where: file.hasSuffix) }
        for file in files {
            let bytes = try copy.read(file)
            // In steps through long files: that still cuts each kind of line in each of its columns.
            for count in stride(from: 0, to: bytes.count, by: 1 + bytes.count * files.count / Self.cuts) {
                try copy.write(Array(bytes[..<count]), to: file)
                guard let found = try? look(subject, copy) else { continue }
                for (name, value) in found where !Self.isPossible(value, name, whole[name]) {
                    Issue.record("\(name) is \(value) after \(count) bytes of \(file)")
                }
            }
            try copy.write(bytes, to: file)
        }
    }

    private static func isPossible(_ value: Reading.Value, _ name: String, _ whole: Reading.Value?) -> Bool {
        if value == whole || others.contains(where: name.contains) { return true }
        guard let whole, sums.contains(where: name.hasPrefix) else { return false }
        switch (value, whole) {
        case (.gauge(let value), .gauge(let whole)): return value < whole
        case (.counter(let value), .counter(let whole)): return value < whole
        default: return false
        }
    }

    /// What a new collector says in its second look, between which and the first nothing has changed.
    private func look(_ subject: Subject, _ copy: FixtureCopy) throws -> [String: Reading.Value] {
        let clock = SettableClock(1)
        var collector = try subject.collector(copy, clock)
        _ = try collector.look()
        clock.advance()
        return try collector.look().values
    }

    /// Without its main file a collector cannot be made; without any other it has fewer readings.
    @Test(arguments: Subject.on("linux-6.18")) func missingFiles(subject: Subject) throws {
        let whole = try look(subject, FixtureCopy("linux-6.18"))
        for path in subject.paths where path != "sys/block" && path != "proc/pressure" {
            let copy = try FixtureCopy("linux-6.18")
            guard FileManager.default.fileExists(atPath: copy.root.path + "/" + path) else { continue }
            try copy.remove(path)
            guard path != subject.paths[0] else {
                #expect { try subject.collector(copy, SettableClock(1)) } throws: {
                    "\($0)" == "cannot read \(copy.root.path)/\(path): No such file or directory"
                }
                continue
            }
            let found = try look(subject, copy)
            #expect(found.allSatisfy { whole[$0.key] == $0.value } && found.count < whole.count, "\(path)")
        }
    }
}
