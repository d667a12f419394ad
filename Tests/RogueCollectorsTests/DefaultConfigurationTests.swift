import Foundation
import Rogue
import RogueCollectors
import RogueTestSupport
import Testing

/// Config/rogue.yaml, the commented default.
@Suite struct DefaultConfigurationTests {
    private static let text: String = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return (try? String(contentsOf: root.appending(path: "Config/rogue.yaml"), encoding: .utf8)) ?? ""
    }()

    /// With the lines that a `#` switches off, and without those that they would repeat.
    private static var everything: String {
        text.replacing("\narchives: rogue", with: "").replacing(/(?m)^( *)#(?=\S)/) { $0.1 }
    }

    private func load(_ text: String) throws -> Configuration {
        let folder = try TemporaryDirectory()
        try folder.write([UInt8](text.utf8), to: "rogue.yaml")
        try folder.write([], to: "conf.d/empty.yaml")
        return try Configuration.load(
            folder.file("rogue.yaml"),
            environment: { $0 == "HOSTNAME" ? "h" : nil },
            vocabulary: Vocabulary(collectors: Collectors.known)
        )
    }

    @Test func itIsTheDefault() throws {
        var configuration = try load(Self.text)
        #expect(configuration.collectors.map(\.name) == Collectors.all.map { $0.name })
        #expect(configuration.collectors.allSatisfy { $0.isEnabled && $0.interval == nil })
        #expect(configuration.archives == ["rogue"])
        configuration.collectors = []
        configuration.archives = []
        #expect(configuration == Configuration())
    }

    @Test func itsExamplesAreRight() throws {
        let configuration = try load(Self.everything)
        #expect(configuration.destinations.map(\.name) == ["main"])
        #expect(configuration.exec.map(\.name) == ["queue"])
        #expect(configuration.tags == ["host": "h"])
        #expect(configuration.archives.count == 3)
    }

    @Test func itHasEveryKeyEachWithAComment() throws {
        let names = Collectors.known.map { $0.name }
        let keys = Collectors.known.reduce(into: Configuration.keys.union(names)) { keys, type in
            keys.formUnion(type.options.map(\.name))
        }
        var commented = false
        var found: Set<String> = []
        for line in Self.text.split(separator: "\n", omittingEmptySubsequences: false) {
            if let key = line.firstMatch(of: /^ *#?(?:- )?([a-z0-9_-]+):/)?.1 {
                #expect(commented || ["region", "zone", "ipv6"].contains(key), "\(line) has no comment")
                found.insert(String(key))
                commented = false
            } else {
                commented = line.contains("# ")
            }
        }
        #expect(keys.subtracting(found) == [])
    }
}
