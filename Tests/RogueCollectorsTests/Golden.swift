import Foundation
import Rogue
import Testing

/// Compares with a text file beside the fixtures, or with UPDATE_GOLDEN=1 writes it.
enum Golden {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/golden")
    private static let isUpdate = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1"

    static func check(_ text: String, _ name: String, _ location: SourceLocation = #_sourceLocation) throws {
        let file = folder.appending(path: name + ".txt")
        if isUpdate {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        let wanted = try String(contentsOf: file, encoding: .utf8)
        #expect(text.split(separator: "\n") == wanted.split(separator: "\n"), sourceLocation: location)
    }
}

extension Collector {
    /// What a look says, a line a reading.
    ///
    /// A complaint, or what was thrown, is the last line. Paths are those below `root`.
    mutating func look(in root: String) -> String {
        var readings: [Reading] = []
        var lines: [String] = []
        do {
            try collect(into: &readings)
            lines = readings.map { "\($0.metric.name) \($0.metric.kind) \($0.value)" }
            if let complaint { lines.append("complaint: \(complaint)") }
        } catch {
            lines.append("error: \(error)")
        }
        #expect(Set(readings.map(\.metric.name)).count == readings.count, "a metric came twice")
        return lines.map { $0.replacingOccurrences(of: root, with: "") + "\n" }.joined()
    }
}
