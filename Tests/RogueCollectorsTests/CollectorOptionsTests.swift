import Rogue
import RogueTestSupport
import Testing

@testable import RogueCollectors

/// What collectors make of their own keys in the configuration file.
@Suite struct CollectorOptionsTests {
    private func configuration(_ collectors: String) throws -> Configuration {
        let folder = try TemporaryDirectory()
        try folder.write(Array("collectors:\n  \(collectors)\n".utf8), to: "rogue.yaml")
        return try Configuration.load(
            folder.file("rogue.yaml"),
            environment: { _ in nil },
            vocabulary: Vocabulary(collectors: Collectors.known)
        )
    }

    /// The metrics of the second look.
    private func metrics(_ fixture: String, _ collectors: String) throws -> [MetricName] {
        let collector = try #require(try configuration(collectors).collectors.first)
        let type = try #require(Collectors.known.first { $0.name == collector.name })
        let copy = try FixtureCopy(fixture)
        var made = try type.init(copy.machine, collector.options)
        _ = try made.look()
        try copy.later()
        return try made.look().map(\.metric.name)
    }

    private func values(of tag: String, _ fixture: String, _ collectors: String) throws -> Set<String> {
        Set(try metrics(fixture, collectors).flatMap(\.tags).filter { $0.key == tag }.map(\.value))
    }

    @Test(arguments: [("cpu: {}", false), ("cpu: {per_core: false}", false), ("cpu: {per_core: true}", true)])
    func perCore(text: String, isWanted: Bool) throws {
        #expect(try values(of: "core", "linux-6.18", text).contains("0") == isWanted)
    }

    @Test(arguments: [("container: {}", false), ("container: {services: true}", true)])
    func services(text: String, areWanted: Bool) throws {
        let names = try values(of: "container", "server", text)
        #expect(names.contains("web") && names.contains("ssh.service") == areWanted)
    }

    @Test func processesWithoutGroupsAreTheTopTen() throws {
        let names = try metrics("server", "process: {}")
        #expect(!names.isEmpty && names.allSatisfy { $0.base.hasPrefix("proc.top_") })
        #expect(try values(of: "rank", "server", "process: {top: 1}") == ["1"])
    }

    @Test func groupsOfProcesses() throws {
        let text = "process: {top: 0, groups: [{name: web, pattern: ^nginx}, {name: all, pattern: .}]}"
        #expect(try values(of: "process", "server", text) == ["web", "all"])
        #expect(try values(of: "rank", "server", text) == [])
    }

    @Test(arguments: [
        "process: {groups: [{name: web}]}", "process: {groups: [{name: web, pattern: (}]}", "process: {top: 101}",
        "container: {services: 1}", "cpu: {services: true}", "load: {top: 1}",
    ])
    func refuses(text: String) {
        #expect(throws: ConfigurationErrors.self) { try configuration(text) }
    }
}
