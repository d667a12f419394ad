import Foundation
import Rogue
import RogueTestSupport
import Testing

@testable import RogueCollectors

/// A collector and the one file of /proc that it reads.
struct Source: CustomTestStringConvertible {
    let collector: any Collector.Type
    let path: String

    static let all = [
        Source(collector: RogueCPU.self, path: "proc/stat"),
        Source(collector: RogueMemory.self, path: "proc/meminfo"),
        Source(collector: RogueDisk.self, path: "proc/diskstats"),
        Source(collector: RogueNetwork.self, path: "proc/net/dev"),
    ]

    var testDescription: String { collector.name }

    /// What the collector reads when the file says `bytes`.
    ///
    /// It is made while the file is whole; for the processors that is the moment when the machine started.
    func readings(_ copy: FixtureCopy, of bytes: [UInt8]) throws -> [Reading] {
        if collector == RogueCPU.self { try copy.write(Array("cpu 0 0 0 0\n".utf8), to: path) }
        var made = try collector.init(copy.machine)
        try copy.write(bytes, to: path)
        let own = Reading(Metric(MetricName("own"), .gauge), 0.0)
        var readings = [own]
        do {
            try made.collect(into: &readings)
        } catch {
            #expect(error is ProcError && readings == [own], "half of the readings were left behind")
            #expect(!"\(error)".contains("\n"))
            throw error
        }
        return Array(readings.dropFirst())
    }

    /// What the whole lines of `bytes` say.
    func expected(_ bytes: [UInt8], _ copy: FixtureCopy) -> [Reading.Value] {
        let text = String(decoding: bytes, as: UTF8.self)
        switch path {
        case "proc/stat": return [.gauge(PlainParser.percentBusy(stat: text))]
        case "proc/meminfo": return [.gauge(PlainParser.percentUsed(meminfo: text))]
        case "proc/diskstats": return PlainParser.disks(diskstats: text, sys: copy.machine.sys).map { .counter($0) }
        default: return PlainParser.interfaces(dev: text).map { .counter($0) }
        }
    }
}

@Suite struct BadInputTests {
    @Test(arguments: Source.all, ["empty", "binary", "cut"])
    func isRefused(source: Source, fixture: String) throws {
        let copy = try FixtureCopy("normal")
        let bad = try FixtureCopy(fixture).read(source.path)
        #expect(throws: ProcError.self) { try source.readings(copy, of: bad) }
        // The next tick is none the worse.
        let good = try FixtureCopy("normal").read(source.path)
        #expect(try !source.readings(copy, of: good).isEmpty)
    }

    @Test(arguments: Source.all) func missingFile(source: Source) throws {
        let copy = try FixtureCopy("normal")
        try copy.remove(source.path)
        #expect { try source.collector.init(copy.machine) } throws: {
            "\($0)" == "cannot read \(copy.root.path)/\(source.path): No such file or directory"
        }
    }

    /// A file cut anywhere is refused, or says exactly what its whole lines say; a half number is never believed.
    @Test(arguments: Source.all, ["normal", "old-kernel", "many-interfaces"])
    func everyPrefix(source: Source, fixture: String) throws {
        let copy = try FixtureCopy(fixture)
        guard let whole = try? copy.read(source.path) else { return }
        // Two of the files matter up to a line only; of the others each whole line counts.
        let ofWhole = ["proc/stat", "proc/meminfo"].contains(source.path) ? source.expected(whole, copy) : nil
        // In steps of 7 through the long file, all of whose lines are alike: that still cuts one in each of its columns.
        for count in stride(from: 0, through: whole.count, by: whole.count > 4_096 ? 7 : 1) {
            let prefix = Array(whole[..<count])
            guard let found = try? source.readings(copy, of: prefix), !found.isEmpty else { continue }
            #expect(found.map(\.value) == ofWhole ?? source.expected(prefix, copy), "the first \(count) bytes")
            #expect(ofWhole != nil || prefix.last == UInt8(ascii: "\n"), "the first \(count) bytes")
        }
        #expect(try !source.readings(copy, of: whole).isEmpty)
    }

    @Test(arguments: Source.all, ["normal", "old-kernel", "many-interfaces"])
    func flippedBytes(source: Source, fixture: String) throws {
        let copy = try FixtureCopy(fixture)
        guard let whole = try? copy.read(source.path) else { return }
        var random = SeededGenerator(seed: 2)
        for _ in 0..<500 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            _ = try? source.readings(copy, of: bytes)
        }
    }
}
