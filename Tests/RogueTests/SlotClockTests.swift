import Rogue
import Testing

@Suite struct SlotClockTests {
    private func clock(_ seconds: Int, _ milliseconds: Int = 0) -> WallClock {
        WallClock(seconds: seconds, nanoseconds: milliseconds * 1_000_000)
    }

    @Test func slotsAreMultiplesOfTheInterval() {
        var slots = SlotClock(interval: 10, startingAt: clock(1003))
        #expect(slots.due(at: clock(1009, 999)) == nil)
        #expect(slots.due(at: clock(1010, 1)) == Timestamp(1010))
        #expect(slots.due(at: clock(1010, 500)) == nil)
        #expect(slots.due(at: clock(1020)) == Timestamp(1020))
    }

    @Test func missedSlotsAreSkipped() {
        var slots = SlotClock(interval: 10, startingAt: clock(1000))
        #expect(slots.due(at: clock(1047)) == Timestamp(1040))
        #expect(slots.due(at: clock(1048)) == nil)
        #expect(slots.due(at: clock(1050)) == Timestamp(1050))
    }

    @Test func aFirstSlotThatIsTooNearIsLeftOut() {
        var slots = SlotClock(interval: 1, startingAt: clock(1000, 950))
        #expect(slots.due(at: clock(1001)) == nil)
        #expect(slots.due(at: clock(1002)) == Timestamp(1002))
    }

    @Test func waitsEndAtTheNextSlotAndAfterSomeSeconds() {
        let slots = SlotClock(interval: 300, startingAt: clock(1000))
        #expect(slots.wait(from: clock(1199, 750)) == .milliseconds(250))
        #expect(slots.wait(from: clock(1001)) == .seconds(3))
    }

    @Test(arguments: [1, 3_600, 315_360_000])
    func aClockSetBackTakesNoSlotTwiceAndGoesOnAfterwards(back: Int) {
        var slots = SlotClock(interval: 1, startingAt: clock(1_000_000_000))
        #expect(slots.due(at: clock(1_000_000_005)) == Timestamp(1_000_000_005))
        #expect(slots.due(at: clock(1_000_000_005 - back)) == nil)
        #expect(slots.isAhead(of: clock(1_000_000_005 - back)) == (back > 1))
        #expect(slots.wait(from: clock(1_000_000_005 - back, 100)) == .milliseconds(900))
        #expect(slots.due(at: clock(1_000_000_006)) == Timestamp(1_000_000_006))
    }

    @Test func aClockSetForwardGoesOnThere() {
        var slots = SlotClock(interval: 60, startingAt: clock(1000))
        #expect(slots.due(at: clock(4_600)) == Timestamp(4_560))
        #expect(slots.due(at: clock(4_620)) == Timestamp(4_620))
    }
}
