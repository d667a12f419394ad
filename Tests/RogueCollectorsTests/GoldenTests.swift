import Foundation
import Rogue
import RogueTestSupport
import Testing

/// What each collector reads on each fixture, twice: as it is, and after `later` was put over it.
@Suite struct GoldenTests {
    static let fixtures = ["server", "centos7", "container"]

    @Test(arguments: Subject.all, fixtures)
    func fixture(subject: Subject, fixture: String) throws {
        let copy = try FixtureCopy(fixture)
        try Golden.check(Self.looks(subject, copy) { try copy.becomeLater() }, "\(fixture)-\(subject.name)")
    }

    @Test(arguments: Subject.all, Damage.allCases)
    func damagedFromTheStart(subject: Subject, damage: Damage) throws {
        let copy = try FixtureCopy("server")
        try damage.apply(to: copy)
        try Golden.check(Self.looks(subject, copy) {}, "\(damage.rawValue)-\(subject.name)")
    }

    @Test(arguments: Subject.all, Damage.allCases)
    func damagedInBetween(subject: Subject, damage: Damage) throws {
        let copy = try FixtureCopy("server")
        try Golden.check(
            Self.looks(subject, copy) { try damage.apply(to: copy) },
            "then-\(damage.rawValue)-\(subject.name)"
        )
    }

    private static func looks(_ subject: Subject, _ copy: FixtureCopy, then change: () throws -> Void) throws -> String
    {
        var collector: any Collector
        do { collector = try subject.make(copy) } catch {
            return "cannot be made: \(error)\n".replacingOccurrences(of: copy.root.path, with: "")
        }
        let first = collector.look(in: copy.root.path)
        try change()
        return "# first look\n" + first + "# second look\n" + collector.look(in: copy.root.path)
    }
}
