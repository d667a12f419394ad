import Foundation
import RogueTestSupport
import RoundRobin
import Testing

@Suite struct HeaderImageTests {
    let directory: TemporaryDirectory
    let file: RoundRobinFile

    init() throws {
        directory = try TemporaryDirectory()
        file = RoundRobinFile(path: directory.file("a.rrd"))
        try make(file)
    }

    private func make(_ file: RoundRobinFile, rows: Int = 50) throws {
        let archives = [RoundRobinArchive(stepsPerRow: 1, rows: rows), RoundRobinArchive(stepsPerRow: 5, rows: 20)]
        let source = DataSource(kind: .gauge, heartbeat: 600)
        try file.create(step: 1, lastUpdate: 1000, source: source, archives: archives)
    }

    @Test func withTheImageBackTheSameValuesEndUpInTheSameRows() throws {
        try file.update((1001...1020).map { "\($0):\($0)" })
        let image = try file.headerImage()
        try file.update((1021...1035).map { "\($0):\($0)" })
        let whole = try directory.read("a.rrd")
        #expect(try file.restore(image))
        #expect(try file.header().lastUpdate == 1020)
        try file.update((1021...1035).map { "\($0):\($0)" })
        #expect(try directory.read("a.rrd") == whole)
    }

    @Test func valuesOfThePastAreSkippedWhereAsked() throws {
        try file.update(["1001:1", "1002:2"])
        try file.update(["1001:9", "1002:9", "1003:3"], skippingPast: true)
        #expect(try file.fetch(after: 1000, through: 1003).values == [1, 2, 3])
    }

    @Test func anotherFileAtThePathIsLeftAlone() throws {
        let image = try file.headerImage()
        try FileManager.default.removeItem(atPath: file.path)
        #expect(try !file.restore(image))
        try make(file)
        try file.update(["1001:1"])
        let other = try directory.read("a.rrd")
        #expect(try !file.restore(image))
        #expect(try directory.read("a.rrd") == other)
        try directory.write([UInt8]("garbage".utf8), to: "a.rrd")
        #expect(try !file.restore(image))
    }
}
