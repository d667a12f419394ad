import Foundation
import RogueTestSupport
import Testing

@testable import RogueCollectors

/// A folder of programs, as tcollector has it.
@Suite(.timeLimit(.minutes(2))) struct ExecDirectoryTests {
    private func put(_ name: String, _ script: String, in folder: TemporaryDirectory, mode: Int = 0o755) throws {
        // In place of the old file, for one that runs cannot be written.
        let path = try folder.write(Array("#!/bin/sh\n\(script)\n".utf8), to: "new")
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        let target = URL(filePath: folder.file(name))
        let parent = target.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        guard rename(path, target.path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    @Test func programsRunAsTheirFolderSays() async throws {
        let folder = try TemporaryDirectory()
        let once = "echo run >> \(folder.path)/runs-$(basename $0); echo $(basename $0) $(date +%s) 1"
        try put("c/0/on", "while :; do echo on $(date +%s) 1; sleep 0.05; done", in: folder)
        try put("c/1/each", once, in: folder)
        try put("c/3600/rare", once, in: folder)
        for name in ["c/etc/conf", "c/lib/lib", "c/1/.hidden", "c/-1/minus", "c/99999999999999999999/far"] {
            try put(name, once, in: folder)
        }
        try put("c/1/data", once, in: folder, mode: 0o644)
        let plugin = try PluginAtWork("directory: FOLDER/c", folder: folder)
        #expect(try await plugin.holds { $0.values("on").count >= 5 && $0.lines("runs-each") >= 3 })
        #expect(plugin.names == ["on", "each", "rare"] && plugin.lines("runs-rare") == 1 && plugin.log.all == [])
    }

    @Test func newChangedAndRemovedProgramsAreSeen() async throws {
        let folder = try TemporaryDirectory()
        func script(_ name: String) -> String {
            "echo $$ > \(folder.path)/pid-\(name); while :; do echo \(name) $(date +%s) 1; sleep 0.05; done"
        }
        let plugin = try PluginAtWork("directory: FOLDER/c", folder: folder)
        #expect(try await plugin.holds { $0.log.has("cannot read \(folder.path)/c") })
        try put("c/0/a", script("first"), in: folder)
        #expect(try await plugin.holds { $0.names == ["first"] })
        try put("c/0/b", script("other"), in: folder)
        #expect(try await plugin.holds { $0.names == ["first", "other"] })
        let first = try #require(plugin.number("pid-first"))
        let other = try #require(plugin.number("pid-other"))
        try put("c/0/a", script("second"), in: folder)
        #expect(try await plugin.holds { $0.names == ["first", "second", "other"] && !PluginAtWork.runs(first) })
        #expect(PluginAtWork.runs(other))
        try FileManager.default.removeItem(atPath: folder.file("c/0/b"))
        #expect(try await plugin.holds { _ in !PluginAtWork.runs(other) })
        let second = try #require(plugin.number("pid-second"))
        #expect(PluginAtWork.runs(second))
        plugin.end()
        #expect(!PluginAtWork.runs(second))
    }

    @Test func aChangedProgramMayTryAgainAfter13() async throws {
        let folder = try TemporaryDirectory()
        try put("c/0/a", "exit 13", in: folder)
        let plugin = try PluginAtWork("directory: FOLDER/c", folder: folder)
        #expect(try await plugin.holds { $0.log.has("0/a ended with 13") })
        try put("c/0/a", "echo a $(date +%s) 1; sleep 1000", in: folder)
        #expect(try await plugin.holds { $0.names == ["a"] })
    }
}
