import Rogue
import Testing

@testable import RogueDestinations

struct MetricJSONTests {
    private func json(_ samples: Sample..., host: String = "h") -> String {
        String(decoding: MetricJSON(source: SampleSource(host: host)).encode(samples[...]), as: UTF8.self)
    }

    private func value(_ value: Double) -> String {
        let text = json(Sample(MetricName("m"), Timestamp(1), value))
        return text.replacing(#"[{"metric":"m","value":"#, with: "")
            .replacing(#","timestamp":1,"tags":{"host":"h"}}]"#, with: "")
    }

    @Test func theBodyOfOpenTSDB() {
        let text = String(decoding: MetricJSON(source: SampleSource(host: "h")).encode(samples), as: UTF8.self)
        let first = #"{"metric":"CPUPercent","value":17.995833333,"timestamp":1795219680,"tags":{"host":"h"}}"#
        let tags = #"{"host":"h","device":"sda"}"#
        let second = #"{"metric":"disk.reads","value":3.0,"timestamp":1795219740,"tags":"# + tags + "}"
        #expect(text == "[\(first),\(second)]")
    }

    @Test func stringsAreEscaped() {
        let metric = MetricName("a\"b\\c/ü€😀", tags: ["k\n": "\u{0}\t\u{1f}\u{7f}"])
        let tags = #"{"host":"h\u000d","k\u000a":"\u0000\u0009\u001f"# + "\u{7f}\"}"
        let expected = #"[{"metric":"a\"b\\c/ü€😀","value":1.0,"timestamp":1,"tags":"# + tags + "}]"
        #expect(json(Sample(metric, Timestamp(1), 1), host: "h\r") == expected)
    }

    @Test func aMetricsOwnHostWins() {
        let metric = MetricName("m", tags: ["host": "other", "a": "b"])
        let expected = #"[{"metric":"m","value":1.0,"timestamp":1,"tags":{"a":"b","host":"other"}}]"#
        #expect(json(Sample(metric, Timestamp(1), 1)) == expected)
    }

    @Test func tagsOfAllMetricsAreThere() {
        let source = SampleSource(host: "h", tags: ["zone": "z", "device": "none"])
        let text = String(decoding: MetricJSON(source: source).encode(samples.suffix(1)), as: UTF8.self)
        #expect(text.hasSuffix(#""tags":{"host":"h","device":"sda","zone":"z"}}]"#))
    }

    @Test(arguments: [
        (0, "0.0"), (-0.0, "-0.0"), (0.1, "0.1"), (-17.5, "-17.5"), (1e16, "1e+16"),
        (.leastNonzeroMagnitude, "5e-324"), (.greatestFiniteMagnitude, "1.7976931348623157e+308"),
        (9_007_199_254_740_992, "9007199254740992.0"),
    ])
    func numbersReadBack(_ number: Double, _ text: String) {
        #expect(value(number) == text)
    }

    @Test func whatIsNoNumberIsLeftOut() {
        let bad = [Double.nan, .infinity, -.infinity].map { Sample(MetricName("m"), Timestamp(1), $0) }
        let good = Sample(MetricName("m"), Timestamp(2), 1)
        let encoder = MetricJSON(source: SampleSource(host: "h"))
        #expect(encoder.encode(bad[...]).isEmpty)
        #expect(encoder.encode([]).isEmpty)
        #expect(encoder.encode((bad + [good] + bad)[...]) == encoder.encode([good]))
    }
}
