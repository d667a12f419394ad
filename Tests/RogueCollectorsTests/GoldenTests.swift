import Foundation
import Rogue
import RogueTestSupport
import Testing

@testable import RogueCollectors

/// What each collector reads of each machine of files, to the last digit: `Fixtures/<machine>/golden/<collector>.txt`.
///
/// `UPDATE_GOLDEN=1 swift test` writes the files anew.
@Suite struct GoldenTests {
    static let fixtures = [
        "linux-2.6", "linux-3.10", "linux-5.10-arm64", "linux-6.18", "old-kernel", "many-interfaces", "empty", "binary",
        "cut",
    ]

    @Test(arguments: Subject.all, fixtures)
    func readings(subject: Subject, fixture: String) throws {
        let found = try text(subject, fixture)
        let path = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Fixtures/\(fixture)/golden/\(subject.name).txt")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            let folder = path.deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(found.utf8).write(to: path)
        }
        let lines = found.split(separator: "\n")
        let expected = try String(contentsOf: path, encoding: .utf8).split(separator: "\n")
        for (line, wanted) in zip(lines, expected) { #expect(line == wanted) }
        #expect(lines.count == expected.count)
    }

    /// Two looks, ten seconds apart.
    private func text(_ subject: Subject, _ fixture: String) throws -> String {
        let copy = try FixtureCopy(fixture)
        let clock = SettableClock(1_000)
        var text = ""
        do {
            var collector = try subject.collector(copy, clock)
            text += "first look\n" + look(&collector)
            clock.advance(by: 10)
            if FileManager.default.fileExists(atPath: copy.root.path + "/later") { try copy.later() }
            text += "ten seconds later\n" + look(&collector)
        } catch {
            text += "refused: \(error)\n"
        }
        return text.replacingOccurrences(of: copy.root.path, with: "")
    }

    private func look(_ collector: inout any Collector) -> String {
        do {
            return try collector.look()
                .map { "  \($0.metric.name) \($0.value) \($0.metric.unit) \($0.metric.kind)\n" }.joined()
        } catch {
            return "  refused: \(error)\n"
        }
    }

    /// Every metric says what it is, in one sentence, and in which unit.
    @Test(arguments: Subject.all, ["linux-3.10", "linux-6.18"])
    func declarations(subject: Subject, fixture: String) throws {
        guard subject.name != "pressure" || fixture == "linux-6.18" else { return }
        var collector = try subject.collector(FixtureCopy(fixture), SettableClock(1))
        for metric in try collector.look().map(\.metric) {
            #expect(!metric.unit.isEmpty, "\(metric.name)")
            #expect(metric.summary.hasSuffix(".") && metric.summary.split(separator: ". ").count == 1, "\(metric.name)")
            #expect(metric.kind == .gauge || metric.unit.hasSuffix("/s"), "\(metric.name)")
            #expect(metric.unit != "percent" || metric.range == 0...100, "\(metric.name)")
        }
    }
}
