import Rogue
import RogueTestSupport
import Testing

@testable import RogueCollectors

/// What a plug-in is made of, without a program.
@Suite struct PluginPartsTests {
    @Test func linesAreTheSameHoweverTheBytesCome() {
        let text = Array("a\n\nbc\n12345\n123456\nlast\nhalf".utf8)
        for size in 1...text.count {
            var splitter = LineSplitter(longest: 5)
            var lines: [String] = []
            var tooLong = 0
            for start in stride(from: 0, to: text.count, by: size) {
                tooLong += splitter.feed(text[start..<min(text.count, start + size)]) {
                    lines.append(String(decoding: $0, as: UTF8.self))
                }
            }
            #expect(lines == ["a", "", "bc", "12345", "last"] && tooLong == 1, "\(size) bytes at once")
        }
    }

    @Test func aLineWithoutEndIsCountedOnce() {
        var splitter = LineSplitter(longest: 10)
        let counts = (0..<100).map { _ in splitter.feed([UInt8](repeating: 0x61, count: 7)[...]) { _ in } }
        #expect(counts.reduce(0, +) == 1)
        var lines = 0
        let more = splitter.feed(Array("\nb\n".utf8)[...]) { _ in lines += 1 }
        #expect(more == 0 && lines == 1)
    }

    @Test func pausesDoubleUpToAnHourAndBeginAgain() {
        var backOff = BackOff(shortest: 1, longest: 3_600)
        let pauses = (0..<14).map { _ in backOff.next(afterLiving: 5, calm: 60) }
        #expect(pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048, 3_600, 3_600])
        let afterCalm = [61, 0].map { backOff.next(afterLiving: $0, calm: 60) }
        #expect(afterCalm == [1, 2])
    }

    @Test func aBudgetIsForASecond() {
        var budget = ByteBudget(perSecond: 10)
        let first = budget.left(100)
        budget.spend(10)
        let rest = budget.left(100.9)
        #expect(first == 10 && rest == 0 && budget.isSpent && budget.refill == 101)
        let next = budget.left(101)
        #expect(next == 10 && !budget.isSpent)
    }

    @Test func ofEachMetricTheLatestValueCountsAndNewOnesEnd() {
        var series = PluginSeries(of: "p", limit: 2, memory: 100)
        let points = [("a", 1.0), ("b", 2.0), ("a", 3.0), ("c", 4.0)].map {
            PluginPoint(name: MetricName($0.0), value: $0.1, unit: "B")
        }
        let taken = points.map { series.add($0, at: 0) }
        #expect(taken == [true, true, true, false])
        var readings: [Reading] = []
        series.take(into: &readings)
        #expect(readings.map(\.value) == [.gauge(3), .gauge(2)])
        #expect(readings.map(\.metric.name.base) == ["a", "b"] && readings.allSatisfy { $0.metric.unit == "B" })
        readings = []
        series.take(into: &readings)
        #expect(readings == [])
        _ = series.add(points[0], at: 0)
        series.take(into: &readings)
        #expect(readings.map(\.value) == [.gauge(1)])
    }

    @Test func whatHasLongHadNoValueMakesRoom() {
        var series = PluginSeries(of: "p", limit: 3, memory: 100)
        func add(_ name: String, at time: Double) -> Bool {
            series.add(PluginPoint(name: MetricName(name), value: time), at: time)
        }
        func taken() -> [String] {
            var readings: [Reading] = []
            series.take(into: &readings)
            return readings.map { "\($0.metric.name)=\($0.value)" }
        }
        let first = [("old", 0), ("steady", 0), ("steady", 50), ("young", 60), ("new", 99)].map { add($0.0, at: $0.1) }
        #expect(first == [true, true, true, true, false])
        #expect(taken() == ["old=0.0", "steady=50.0", "young=60.0"])
        // Only what is old enough, and only where there is no room.
        #expect(add("young", at: 100) && add("new", at: 101) && !add("other", at: 102))
        #expect(taken() == ["young=100.0", "new=101.0"])
        #expect(add("steady", at: 149) && !add("other", at: 160))
        #expect(taken() == ["steady=149.0"])
        // A value that nobody has taken yet stays.
        #expect(add("steady", at: 160) && add("other", at: 400) && taken() == ["steady=160.0", "other=400.0"])
    }

    @Test func aCauseIsSaidOnceAnHourAndCounted() {
        let lines = LineRecorder()
        var log = PluginLog("p", ExecLimits(), lines.write)
        for second in 0..<3_700 { log.complain("it fails", Double(second), ": \(second)\u{1B}\n") }
        let second = "exec p: it fails: 3600?? (and 3599 times since it was said last)"
        #expect(lines.all == ["exec p: it fails: 0??", second])
    }

    @Test func stderrIsTenLinesAMinute() {
        let lines = LineRecorder()
        var log = PluginLog("p", ExecLimits(), lines.write)
        for _ in 0..<100 { log.passOn(Array("oh".utf8)[...], of: "x", 5) }
        log.passOn(nil, of: "x", 6)
        #expect(lines.all == [String](repeating: "exec p: x says: oh", count: 10))
        log.tell(64)
        #expect(lines.all.count == 10)
        log.tell(65)
        #expect(lines.all.last == "exec p: 91 more lines of stderr left out")
        log.passOn([], of: "x", 66)
        #expect(lines.all.count == 12)
    }
}
