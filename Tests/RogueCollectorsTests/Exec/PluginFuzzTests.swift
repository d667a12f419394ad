import Rogue
import RogueTestSupport
import Testing

@testable import RogueCollectors

/// What plug-ins print, damaged at random: refused, or read as something that can be stored.
@Suite struct PluginFuzzTests {
    private static let texts = [
        #"{"host": "h", "timestamp": 1429628878.5, "points": [{"cpu.user": {"units": "percent", "value": 8.5}}]}"#,
        #"[{"a":{"value":1e3,"units":"\u00e4\ud83d\ude00"}},{"b":{"value":NaN}}]"#,
        "put a.b 1400000100 12.5 host=h state=running", "a 1400000100250 true x=y",
    ].map { Array($0.utf8) }

    @Test(arguments: [ExecConfiguration.Format.auto, .badger, .tcollector, .put])
    func lines(format: ExecConfiguration.Format) {
        let parser = LineParser(format: format, host: "h")
        let rounds = Fuzz.run("plug-in lines, \(format)") { random in
            let bytes = Mutation.mutated(Self.texts.randomElement(using: &random) ?? [], &random)
            for point in (try? parser.parse(bytes[...]))?.points ?? [] {
                #expect(point.value.isFinite && point.unit.utf8.count <= 32 && point.time?.isFinite ?? true)
                #expect(MetricPath.path(of: point.name) != nil)
            }
        }
        #expect(rounds > 10)
    }

    /// However a stream is cut into reads, its lines are the same.
    @Test func streams() {
        let longest = 100
        let rounds = Fuzz.run("plug-in streams") { random in
            var stream = Mutation.mutated(Array(Self.texts.joined(separator: [UInt8(ascii: "\n")])), &random)
            stream.append(UInt8(ascii: "\n"))
            var splitter = LineSplitter(longest: longest)
            var (lines, tooLong, rest) = ([[UInt8]](), 0, stream[...])
            while !rest.isEmpty {
                let part = rest.prefix(.random(in: 1...200, using: &random))
                tooLong += splitter.feed(part) { lines.append(Array($0)) }
                rest = rest.dropFirst(part.count)
            }
            let all = stream.dropLast().split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            #expect(lines == all.filter { $0.count <= longest }.map(Array.init))
            #expect(tooLong == all.count { $0.count > longest })
        }
        #expect(rounds > 10)
    }
}
