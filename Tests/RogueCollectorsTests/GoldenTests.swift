import Foundation
import Rogue
import RogueTestSupport
import Testing

@testable import RogueCollectors

/// What each collector reads of each machine of files, to the last digit: `Fixtures/<machine>/golden/<collector>.txt`,
/// and where the machine's files are damaged `<damage>-<collector>.txt`.
///
/// `UPDATE_GOLDEN=1 swift test` writes the files anew.
@Suite struct GoldenTests {
    @Test(arguments: Subject.pairs())
    func readings(subject: Subject, fixture: String) throws {
        let copy = try FixtureCopy(fixture)
        try check(looks(subject, copy) { try copy.later() }, fixture, subject.name)
    }

    @Test(arguments: Subject.on("server"), Damage.allCases)
    func damagedFromTheStart(subject: Subject, damage: Damage) throws {
        let copy = try FixtureCopy("server")
        try damage.apply(to: copy)
        try check(looks(subject, copy) {}, "server", "\(damage)-\(subject.name)")
    }

    @Test(arguments: Subject.on("server"), Damage.allCases)
    func damagedInBetween(subject: Subject, damage: Damage) throws {
        let copy = try FixtureCopy("server")
        try check(looks(subject, copy) { try damage.apply(to: copy) }, "server", "then-\(damage)-\(subject.name)")
    }

    private func check(_ found: String, _ fixture: String, _ name: String) throws {
        let path = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Fixtures/\(fixture)/golden/\(name).txt")
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

    /// Two looks, ten seconds apart, and what happens between them.
    private func looks(_ subject: Subject, _ copy: FixtureCopy, then change: () throws -> Void) throws -> String {
        let clock = SettableClock(1_000)
        var text = ""
        do {
            var collector = try subject.collector(copy, clock)
            text += "first look\n" + look(&collector)
            clock.advance(by: 10)
            try change()
            text += "ten seconds later\n" + look(&collector)
        } catch let error as ProcError {
            text += "refused: \(error)\n"
        }
        return text.replacingOccurrences(of: copy.root.path, with: "")
    }

    private func look(_ collector: inout any Collector) -> String {
        do {
            let readings = try collector.look()
            #expect(Set(readings.map(\.metric.name)).count == readings.count, "a metric is there twice")
            return readings.map { "  \($0.metric.name) \($0.value) \($0.metric.unit) \($0.metric.kind)\n" }.joined()
                + (collector.complaint.map { "  complaint: \($0)\n" } ?? "")
        } catch {
            return "  refused: \(error)\n"
        }
    }

    /// Shares that can be more than 100 percent.
    private static let unlimited: Set = [
        // Of one processor, of several that were used.
        "container.cpu.percent", "proc.cpu_core", "proc.top_cpu",
        // Of a limit, which may be lowered below what is there already.
        "conntrack.percent", "container.mem.percent",
        // Of a limit that the kernel keeps to its own periods, and not to those between two looks.
        "container.cpu.limit_percent",
    ]

    /// Every metric says what it is, in one sentence, and in which unit.
    @Test(arguments: Subject.pairs(among: ["linux-3.10", "linux-6.18", "server", "centos7"]))
    func declarations(subject: Subject, fixture: String) throws {
        guard subject.name != "pressure" || fixture == "linux-6.18" else { return }
        var collector = try subject.collector(FixtureCopy(fixture), SettableClock(1))
        for metric in try collector.look().map(\.metric) {
            #expect(!metric.unit.isEmpty, "\(metric.name)")
            #expect(metric.summary.hasSuffix(".") && metric.summary.split(separator: ". ").count == 1, "\(metric.name)")
            #expect(metric.kind == .gauge || metric.unit.hasSuffix("/s"), "\(metric.name)")
            let isShare = metric.unit == "percent" && !Self.unlimited.contains(metric.name.base)
            #expect(!isShare || metric.range == 0...100, "\(metric.name)")
        }
    }
}
