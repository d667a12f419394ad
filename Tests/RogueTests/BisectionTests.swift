import Testing

@testable import Rogue

@Suite struct BisectionTests {
    /// Runs a search against a store that refuses some samples.
    private func search(_ count: Int, refusing bad: Set<Int>) -> (
        accepted: [Int], faults: [Int], left: [Int], calls: Int
    ) {
        var bisection = Bisection(0..<count)
        var (accepted, faults, calls): ([Int], [Int], Int) = ([], [], 0)
        while case .send(let part) = bisection.verdict {
            calls += 1
            if bad.isDisjoint(with: part) {
                accepted += part
                faults += bisection.accepted()
            } else {
                bisection.refused()
            }
        }
        return (accepted, faults, bisection.suspects, calls)
    }

    @Test(arguments: [[500], [0], [1, 2, 3], [0, 333, 334, 998], Array(100..<107)])
    func whatIsAtFaultIsFoundAndAllElseIsDelivered(bad: [Int]) {
        let result = search(1000, refusing: Set(bad))
        #expect(result.faults == bad)
        #expect(result.accepted == (0..<1000).filter { !bad.contains($0) })
        #expect(result.left.isEmpty)
        #expect(result.calls <= bad.count * 21 + 1)
    }

    @Test func aStoreThatRefusesEverythingIsFoundOutSoon() {
        let result = search(1000, refusing: Set(0..<1000))
        #expect(result.accepted.isEmpty)
        #expect(result.faults.isEmpty)
        #expect(result.left == Array(0..<Bisection.mostSuspects))
        #expect(result.calls < 40)
    }

    @Test func aSuspectAtTheEndIsLeftToTheCaller() {
        let result = search(4, refusing: [3])
        #expect(result.accepted == [0, 1, 2])
        #expect(result.faults.isEmpty)
        #expect(result.left == [3])
    }

    @Test func nothingNeedsNoCall() {
        #expect(search(0, refusing: []).calls == 0)
        #expect(search(1, refusing: []).calls == 1)
    }
}
