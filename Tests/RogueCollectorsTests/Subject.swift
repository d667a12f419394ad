import Rogue
import RogueTestSupport
import Testing

@testable import RogueCollectors

/// A collector as the tests make it, the files that it reads, and the fixtures that have those.
struct Subject: Sendable, CustomTestStringConvertible {
    typealias Make = @Sendable (Machine, @escaping () -> Double) throws -> any Collector

    let name: String
    let fixtures: [String]
    let paths: [String]
    /// Makes it on a machine, by a clock in seconds.
    let make: Make

    init(_ name: String, on fixtures: [String], _ paths: [String], _ make: @escaping Make) {
        self.name = name
        self.fixtures = fixtures
        self.paths = paths
        self.make = make
    }

    var testDescription: String { name }

    static let all = ofDevices + ofServices

    static func named(_ name: String) throws -> Subject {
        try #require(all.first { $0.name == name })
    }

    /// The subjects with each of their fixtures, or those of them that are among `fixtures`.
    static func pairs(among fixtures: [String]? = nil) -> [(Subject, String)] {
        all.flatMap { subject in
            subject.fixtures.filter { fixtures?.contains($0) ?? true }.map { (subject, $0) }
        }
    }

    /// Those that have a fixture.
    static func on(_ fixture: String) -> [Subject] { all.filter { $0.fixtures.contains(fixture) } }

    /// The collector on a copy, by a clock that the test sets.
    func collector(_ copy: FixtureCopy, _ clock: SettableClock) throws -> any Collector {
        try make(copy.machine) { Double(clock.value.seconds) }
    }
}
