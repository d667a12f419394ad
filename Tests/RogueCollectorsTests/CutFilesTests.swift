import Foundation
import Rogue
import RogueTestSupport
import Testing

@testable import RogueCollectors

/// Collectors on files that end too early.
@Suite struct CutFilesTests {
    /// Counts of whole lines and records: of a file that was cut between two, nobody can tell.
    private static let counts: Set = ["disk.count", "system.users"]
    /// Names and kinds, which the kernel never writes in halves: what they belong to is called otherwise without them.
    private static let names = ["_label", "/name", "/type", "/hidden"]

    /// A file cut anywhere is refused, or says nothing but what it says when it is whole; half a number is never believed.
    @Test(arguments: Subject.pairs(among: ["linux-2.6", "linux-3.10", "linux-6.18"]))
    func everyPrefix(subject: Subject, fixture: String) throws {
        let copy = try FixtureCopy(fixture)
        guard let whole = try? look(subject, copy) else { return }
        for file in try copy.files(at: subject.paths) where !Self.names.contains(where: file.hasSuffix) {
            let bytes = try copy.read(file)
            // In steps through long files: that still cuts each kind of line in each of its columns.
            for count in stride(from: 0, to: bytes.count, by: 1 + bytes.count / 300) {
                try copy.write(Array(bytes[..<count]), to: file)
                guard let found = try? look(subject, copy) else { continue }
                for (name, value) in found where whole[name] != value && !Self.counts.contains(name) {
                    Issue.record("\(name) is \(value) after \(count) bytes of \(file)")
                }
            }
            try copy.write(bytes, to: file)
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
