import Testing

@testable import Rogue

@Suite struct ClockWatchTests {
    private func verdicts(_ looks: [(wall: Int, uptime: Double)]) -> [ClockWatch.Verdict] {
        var watch = ClockWatch(WallClock(seconds: 1_000_000), uptime: 100)
        return looks.map { watch.look(WallClock(seconds: $0.wall), uptime: $0.uptime) }
    }

    @Test(arguments: [1, -1, 3_600, -3_600, 86_000, -86_000])
    func aStepOfUpToADayIsTakenAtItsWord(step: Int) {
        #expect(verdicts([(1_000_010, 110), (1_000_011 + step, 111)]) == [.steady, .steady])
    }

    @Test(arguments: [87_000, -87_000, 315_360_000, -315_360_000])
    func aGreatStepHasToHoldForAMinute(step: Int) {
        let looks = [0, 1, 30, 59, 60, 61].map { (wall: 1_000_010 + step + $0, uptime: 110 + Double($0)) }
        let doubtful = [ClockWatch.Verdict](repeating: .doubtful(step), count: 4)
        #expect(verdicts(looks) == doubtful + [.set(step), .steady])
    }

    @Test func aGreatStepThatIsTakenBackWasNone() {
        let step = 315_360_000
        #expect(
            verdicts([(1_000_010 + step, 110), (1_000_020, 120), (1_000_090 + step, 190), (1_000_200 + step, 200)])
                == [.doubtful(step), .steady, .doubtful(step), .doubtful(step + 100)]
        )
    }

    @Test func asleepForHoursIsNoStep() {
        #expect(verdicts([(1_000_010, 110), (1_025_210, 25_310)]) == [.steady, .steady])
    }

    @Test func aClockIsProvenAMinuteAfterItsLastStep() {
        var watch = ClockWatch(WallClock(seconds: 1_000_000), uptime: 100)
        #expect(!watch.isProven(159))
        #expect(watch.isProven(160))
        _ = watch.look(WallClock(seconds: 1_000_100), uptime: 170)
        #expect(!watch.isProven(200))
        #expect(watch.isProven(230))
        _ = watch.look(WallClock(seconds: 9_000_000), uptime: 240)
        #expect(!watch.isProven(400))
    }
}
