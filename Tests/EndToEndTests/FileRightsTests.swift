import Foundation
import RogueTestSupport
import Testing

/// What the programs leave under the prefix is for its owner and its group to read, or for fewer where umask(2) says so.
@Suite(.timeLimit(.minutes(5)))
struct FileRightsTests {
    private let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
    }

    /// The mode of each file and folder, by its path.
    private func modes(in name: String) throws -> [String: Int] {
        let root = folder.file(name)
        let paths = try FileManager.default.subpathsOfDirectory(atPath: root)
        return try Dictionary(
            uniqueKeysWithValues: ([""] + paths).map { path in
                let attributes = try FileManager.default.attributesOfItem(atPath: root + "/" + path)
                return (path, try #require(attributes[.posixPermissions] as? Int))
            }
        )
    }

    private func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    @Test(arguments: [0o022, 0o077, 0])
    func nobodyElseMayLook(umask: Int) async throws {
        let programs = """
            umask "$1"
            "$2/rogue-agent" --prefix "$3/db" --interval 1 --ticks 2 --collectors rogue-memory,load,system || exit
            "$2/rogue-export" --prefix "$3/db" --output "$3/csv" || exit
            "$2/rogue-forward" --prefix "$3/db" --server 'stdout:?format=csv' >/dev/null
            """
        let result = try await Program.shell(programs, String(umask, radix: 8), Program.folder, folder.path)
        #expect(result.status == 0, "\(result)")
        let modes = try modes(in: "db")
        #expect(modes.keys.contains("MemoryPercent.rrd") && modes.keys.contains("load/one.rrd"))
        #expect(modes.keys.contains("journal.db") && modes.keys.contains("delivery.db"))
        for (path, mode) in modes {
            // The reserve is the owner's alone.
            let most = path == "journal.reserve" ? 0o600 : isFolder(folder.file("db/" + path)) ? 0o750 : 0o640
            #expect(mode == most & ~umask, "\(path) has \(String(mode, radix: 8))")
        }
        // What is made for others is theirs as far as umask says.
        let exported = try self.modes(in: "csv").filter {
            isFolder(folder.file("csv/" + $0.key)) || $0.key.hasSuffix(".csv")
        }
        #expect(exported.count > 3)
        for (path, mode) in exported {
            #expect(mode == (path.hasSuffix(".csv") ? 0o666 : 0o777) & ~umask, "\(path) has \(String(mode, radix: 8))")
        }
    }
}
