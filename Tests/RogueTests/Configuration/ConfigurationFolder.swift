import RogueTestSupport

@testable import Rogue

/// A folder with configuration files; their paths in messages are those within the folder.
struct ConfigurationFolder {
    private let folder: TemporaryDirectory

    /// The name of the file that the others are included by.
    static let main = "f.yaml"

    init(_ text: String = "", others: [String: String] = [:]) throws {
        folder = try TemporaryDirectory()
        try folder.write([UInt8](text.utf8), to: Self.main)
        for (name, text) in others { try folder.write([UInt8](text.utf8), to: name) }
    }

    func write(_ bytes: [UInt8], to name: String) throws {
        try folder.write(bytes, to: name)
    }

    func path(_ name: String = main) -> String { folder.file(name) }

    /// What the file says.
    func load(
        _ environment: [String: String] = [:],
        vocabulary: Vocabulary = .test
    ) throws(ConfigurationErrors) -> Configuration {
        try Configuration.load(path(), environment: { environment[$0] }, vocabulary: vocabulary)
    }

    /// What is wrong with the file, a line each.
    func mistakes(_ environment: [String: String] = [:], vocabulary: Vocabulary = .test) -> [String] {
        do throws(ConfigurationErrors) {
            _ = try load(environment, vocabulary: vocabulary)
            return []
        } catch {
            return error.lines.map { $0.replacing(folder.path + "/", with: "") }
        }
    }
}

extension Vocabulary {
    /// Two collectors, one of which has keys of its own; and destinations whose key `port` has to be a number.
    static let test = Vocabulary(collectors: [PlainCollector.self, KeyedCollector.self]) { destinations in
        destinations.enumerated().flatMap { index, destination in
            (destination.url.contains("://") ? [] : [Complaint(of: index, key: "url", reason: "no URL")])
                + destination.options.filter { $0.key == "port" && Int($0.value) == nil }.map {
                    Complaint(of: index, key: $0.key, reason: "no port")
                }
        }
    }
}

/// A collector without keys of its own.
private struct PlainCollector: Collector {
    static let name = "cpu"

    init(_ machine: Machine) throws {}

    mutating func collect(into readings: inout [Reading]) throws {}
}

/// A collector with a key of each kind.
private struct KeyedCollector: Collector {
    static let name = "process"
    static let options = [
        OptionKey("per_core", .flag),
        OptionKey("top", .integer(1...100)),
        OptionKey("maximum_age", .seconds),
        OptionKey("folder", .text),
        OptionKey("scope", .word(["host", "container", "auto"])),
        OptionKey("folders", .texts),
        OptionKey(
            "groups",
            .groups([OptionKey("name", .text, isRequired: true), OptionKey("pattern", .expression, isRequired: true)])
        ),
    ]

    init(_ machine: Machine) throws {}

    mutating func collect(into readings: inout [Reading]) throws {}
}
