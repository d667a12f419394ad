import Testing

@testable import RogueCollectors

@Suite struct CounterRowTests {
    /// What becomes of the looks: `1` believed, `0` doubted, `+` believed and comparable to the one before.
    private func fates(_ looks: [InlineArray<2, UInt64>]) -> String {
        var row = CounterRow<2>()
        return looks.enumerated().map { time, look in
            let isBelieved = row.take(look, at: Double(time))
            return row.passed != nil ? "+" : isBelieved ? "1" : "0"
        }.joined()
    }

    @Test(
        arguments: [
            ("growing", [[1, 1], [2, 1], [2, 2]], "1++"),
            ("standing still", [[5, 5], [5, 5]], "1+"),
            ("zeros for a moment", [[900, 7], [0, 0], [901, 7], [902, 7]], "10++"),
            ("zeros for three moments", [[900, 7], [0, 0], [0, 0], [0, 0], [900, 8]], "1000+"),
            ("zeros that stay", [[900, 7], [0, 0], [0, 0], [0, 0], [0, 0], [0, 0], [0, 1]], "100001+"),
            ("one counter steps back for a moment", [[900, 7], [899, 8], [901, 9]], "10+"),
            ("one counter steps back and stays", [[900, 7], [899, 8], [899, 9], [900, 9]], "101+"),
            ("a new start", [[900, 7], [3, 0], [5, 1], [8, 1]], "101+"),
            ("a new start that overtakes", [[900, 7], [3, 0], [950, 8]], "10+"),
            ("32 bits are full", [[4_294_967_290, 0], [5, 0], [25, 0], [45, 0]], "101+"),
            ("64 bits are full", [[.max, 0], [5, 0], [25, 0], [45, 0]], "101+"),
            ("zeros from the beginning", [[0, 0], [0, 0], [.max, .max]], "1++"),
        ] as [(String, [InlineArray<2, UInt64>], String)]
    )
    func fate(name: String, looks: [InlineArray<2, UInt64>], fates: String) {
        #expect(self.fates(looks) == fates, "\(name)")
    }

    @Test func comparesWithTheLastLookThatWasBelieved() throws {
        var row = CounterRow<1>()
        let fates = [row.take([100], at: 10), row.take([0], at: 20), row.take([160], at: 30)]
        #expect(fates == [true, false, true])
        let passed = try #require(row.passed)
        #expect(passed.counts[0] == 60 && passed.seconds == 20)
    }
}
