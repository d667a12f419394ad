import Rogue
import Testing

@testable import RogueCollectors

@Suite struct LineParserTests {
    private func parse(
        _ line: String,
        _ format: ExecConfiguration.Format = .auto
    ) throws -> [PluginPoint] {
        try LineParser(format: format, host: "node-01").parse(Array(line.utf8)[...]).points
    }

    @Test(arguments: [
        ("proc.num_processes 1400000100 12.0 state=running", "proc.num_processes;state=running", 12),
        ("put proc.num_processes 1400000100 12.0 host=h state=running", "proc.num_processes;host=h;state=running", 12),
        ("put auth.failures 1400000100 2.0 host=node-01", "auth.failures", 2),
        ("  a\t1400000100   7  \r", "a", 7),
        ("a 1400000100 -1.5e3 b=c=d", "a;b=c%3Dd", -1_500),
        ("a 1400000100 true", "a", 1), ("a 1400000100 false", "a", 0),
        ("a 1400000100.250 1 z=1 y=2", "a;y=2;z=1", 1), ("a 1400000100250 1", "a", 1),
        ("df.bytes 1400000100 9 mount=/home", "df.bytes;mount=%2Fhome", 9),
    ])
    func samples(line: String, name: String, value: Double) throws {
        let point = try #require(try parse(line).first)
        #expect(point.name.description == name && point.value == value)
        #expect(point.time.map { Int($0) } == 1_400_000_100)
    }

    @Test(arguments: [
        ("a", LineFault.noSample), ("a 1400000100", .noSample), ("put a 1400000100", .noSample),
        ("a x 1", .badTime), ("a -5 1", .badTime), ("a 1.2.3 1", .badTime), ("a . 1", .badTime),
        ("a 1400000100 x", .badValue), ("a 1400000100 nan", .badValue), ("a 1400000100 inf", .badValue),
        ("a 1400000100 1e999", .badValue), ("a 1400000100 0x10", .badValue), ("a 1400000100 -", .badValue),
        ("a 1400000100 1 b", .badTag), ("a 1400000100 1 =b", .badTag), ("a 1400000100 1 b=", .badTag),
        ("a 1400000100 1 b=1 b=2", .badTag),
        ("a..b 1400000100 1", .badName), ("a. 1400000100 1", .badName), ("a\u{1} 1400000100 1", .badName),
        ("\(String(repeating: "a", count: 201)) 1400000100 1", .badName),
        ("a 1400000100 1 \((0...16).map { "k\($0)=v" }.joined(separator: " "))", .badName),
        ("a 1400000100 1 b=\(String(repeating: "c", count: 4_096))", .tooLong),
        ("{}", .noSample), ("[", .badJSON),
    ])
    func refusals(line: String, fault: LineFault) {
        #expect(throws: fault) { _ = try parse(line) }
    }

    @Test func bytesThatAreNoTextAreRefused() {
        let line: [UInt8] = [0xFF, 0xFE] + Array(" 1400000100 1".utf8)
        #expect(throws: LineFault.badName) {
            _ = try LineParser(format: .tcollector, host: "h").parse(line[...])
        }
    }

    @Test func aFormatTakesItsOwnLinesOnly() throws {
        let json = #"[{"cpu.user":{"value":8,"units":"percent"}}]"#
        #expect(throws: LineFault.noSample) { _ = try parse("a 1400000100 1", .put) }
        #expect(throws: LineFault.badTime) { _ = try parse("put a 1400000100 1", .tcollector) }
        #expect(throws: LineFault.noSample) { _ = try parse(json, .tcollector) }
        #expect(throws: LineFault.badJSON) { _ = try parse("a 1400000100 1", .badger) }
        #expect(try parse(json, .badger).count == 1 && parse(json).count == 1)
        #expect(try parse("put a 1400000100 1", .put).count == 1)
        #expect(try parse("put 1400000100 1", .tcollector).map(\.name.description) == ["put"])
    }

    @Test(arguments: ["", "  ", "\t\r"])
    func blankLinesSayNothing(line: String) throws {
        #expect(try parse(line) == [])
    }
}
