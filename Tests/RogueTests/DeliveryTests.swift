import Foundation
import Rogue
import RogueTestSupport
import RoundRobin
import Synchronization
import Testing

@Suite struct DeliveryTests {
    let test: TestHistory

    init() throws {
        test = try TestHistory()
    }

    private func store(_ now: Int = 1_000_000) throws -> CursorStore {
        try CursorStore(test.prefix, now: WallClock(seconds: now)) { Issue.record("\($0)") }
    }

    @discardableResult
    private func run(_ destinations: any Destination..., now: Int = 1_000_000) async throws -> [DeliveryReport] {
        let history = History(test.prefix, LogRecorder().logger, now: { WallClock(seconds: now) })
        return try await Forwarder(destinations, history, try store(), []).run()
    }

    private func values(_ count: Int, from first: Int = 0) -> [Double] { (first..<first + count).map(Double.init) }

    @Test func everythingIsDeliveredOnceInOrderInBatches() async throws {
        try test.add("a", from: 1000, values(150).map { $0 == 77 ? nil : $0 })
        try test.add("b", from: 1000, values(70), step: 10)
        let destination = RecordingDestination(batchLimit: 100)
        let reports = try await run(destination)
        let expected =
            TestHistory.samples("a", from: 1000, values(150).map { $0 == 77 ? nil : $0 })
            + TestHistory.samples("b", from: 1000, values(70), step: 10)
        #expect(destination.accepted == expected)
        #expect(destination.calls.map(\.count) == [100, 100, 19])
        #expect(reports.map(\.delivered) == [219])
        #expect(reports.allSatisfy { $0.kept == nil && $0.losses.isEmpty && $0.errors.isEmpty })
        try await run(destination)
        #expect(destination.calls.count == 3)
        try test.add("a", from: 1150, [1])
        try await run(destination)
        #expect(destination.accepted.last == Sample(MetricName("a"), Timestamp(1150), 1))
        #expect(destination.accepted.count == 220)
    }

    @Test func whatIsUnavailableIsSentAgainTheSame() async throws {
        try test.add("a", from: 1000, values(250))
        let calls = Mutex(0)
        let destination = RecordingDestination(batchLimit: 100) { _ in
            calls.withLock {
                $0 += 1; return $0 == 2 ? .unavailable("down") : .delivered
            }
        }
        let reports = try await run(destination)
        #expect(reports.first?.kept == "down")
        #expect(reports.first?.delivered == 100)
        try await run(destination)
        #expect(destination.calls[1] == destination.calls[2])
        #expect(destination.accepted == TestHistory.samples("a", from: 1000, values(250)))
    }

    @Test func retryAfterIsHonouredByLaterRuns() async throws {
        try test.add("a", from: 1000, values(3))
        let destination = RecordingDestination { _ in .unavailable("busy", retryAfter: 120) }
        let history = History(test.prefix, LogRecorder().logger)
        let metrics = try await history.survey([])
        for (now, calls) in [(5_000, 1), (5_001, 1), (5_119, 1), (5_120, 2)] {
            let delivery = Delivery(destination, history, try store(), now: { WallClock(seconds: now) })
            let report = await delivery.run(metrics)
            #expect(report.kept != nil)
            #expect(destination.calls.count == calls)
        }
    }

    @Test func aBadPointIsPassedOverAndNoted() async throws {
        try test.add("a", from: 1000, values(150))
        try test.add("b", from: 1000, values(150))
        let destination = RecordingDestination {
            $0.contains { $0.value == 66 } ? .refused("HTTP 400: bad") : .delivered
        }
        let report = try await run(destination)[0]
        #expect(destination.accepted.count == 298)
        #expect(
            report.losses.map(\.description) == [
                "a: 1 row at 1066 lost: value 66.0 refused: HTTP 400: bad",
                "b: 1 row at 1066 lost: value 66.0 refused: HTTP 400: bad",
            ]
        )
        #expect(report.kept == nil)
        #expect(try await store().losses(of: "recording") == ["a": 1, "b": 1])
        let calls = destination.calls.count
        try await run(destination)
        #expect(destination.calls.count == calls)
    }

    @Test func pointsThatTheStoreNamesArePassedOver() async throws {
        try test.add("a", from: 1000, values(150))
        let destination = RecordingDestination(batchLimit: 100) { samples in
            let bad = samples.indices.filter { samples[$0].value == 20 || samples[$0].value == 99 }
            return bad.isEmpty ? .delivered : .partly(bad.map { Refusal($0, "too hot") })
        }
        let report = try await run(destination)[0]
        #expect(report.kept == nil && report.delivered == 148)
        #expect(report.losses.map(\.first) == [Timestamp(1020), Timestamp(1099)])
        #expect(destination.calls.count == 2)
        #expect(try await store().losses(of: "recording") == ["a": 2])
    }

    @Test func whatIsTooLargeIsHalved() async throws {
        try test.add("a", from: 1000, values(100))
        let destination = RecordingDestination { $0.count > 30 ? .tooLarge("HTTP 413") : .delivered }
        let report = try await run(destination)[0]
        #expect(report.kept == nil && report.losses.isEmpty)
        #expect(destination.accepted == TestHistory.samples("a", from: 1000, values(100)))
        #expect(destination.calls.filter { $0.count <= 30 }.allSatisfy { $0.count == 25 })
    }

    @Test func aBadPointAtTheVeryEndIsPassedOver() async throws {
        try test.add("a", from: 1000, values(10))
        let destination = RecordingDestination { $0.contains { $0.value == 9 } ? .refused("no") : .delivered }
        let report = try await run(destination)[0]
        #expect(report.losses.count == 1)
        #expect(report.kept == nil)
    }

    @Test func aDestinationThatRefusesEverythingLosesNothing() async throws {
        for name in ["a", "b", "c"] { try test.add(name, from: 1000, values(500)) }
        let broken = RecordingDestination { _ in .refused("HTTP 400: wrong URL") }
        let report = try await run(broken)[0]
        #expect(report.kept == "it refuses one sample after another: HTTP 400: wrong URL")
        #expect(report.losses.isEmpty)
        #expect(broken.calls.count < 60)
        let mended = RecordingDestination()
        try await run(mended)
        #expect(mended.accepted.count == 1500)
    }

    @Test(arguments: 1...7)
    func fewPointsRefusedOneAfterAnotherAreKept(count: Int) async throws {
        try test.add("a", from: 1000, values(count))
        let report = try await run(RecordingDestination { _ in .refused("no") })[0]
        #expect(report.kept != nil)
        #expect(report.losses.isEmpty)
        let mended = RecordingDestination()
        try await run(mended)
        #expect(mended.accepted.count == count)
    }

    @Test func aMetricThatIsRefusedHoldsUpNoOther() async throws {
        for name in ["a", "b", "c"] { try test.add(name, from: 1000, values(300)) }
        let destination = RecordingDestination(batchLimit: 100) {
            $0.contains { $0.metric.base == "b" } ? .refused("no b") : .delivered
        }
        let report = try await run(destination)[0]
        #expect(destination.accepted.map(\.metric.base).filter { $0 == "a" }.count == 300)
        #expect(destination.accepted.map(\.metric.base).filter { $0 == "c" }.count == 300)
        #expect(report.kept == "it refuses b, no b")
        #expect(report.losses.isEmpty)
    }

    @Test func expiredRowsAreCountedOnceAndNamed() async throws {
        try test.add("a", from: 1000, values(10), rows: 50)
        let destination = RecordingDestination()
        try await run(destination)
        try test.add("a", from: 1010, values(150), rows: 50)
        let down = RecordingDestination { _ in .unavailable("down") }
        let report = try await run(down)[0]
        #expect(
            report.losses.map(\.description) == [
                "a: 100 rows from 1010 to 1109 lost: expired from the archive unsent"
            ]
        )
        #expect(try await run(destination)[0].losses.isEmpty)
        #expect(destination.accepted.count == 60)
        #expect(try await store().losses(of: "recording") == ["a": 100])
    }

    @Test func aGapAtTheEndIsNotPassedBeforeWhatIsBeforeIt() async throws {
        try test.add("a", from: 1000, [1, 2] + [Double?](repeating: nil, count: 400))
        let down = RecordingDestination(batchLimit: 100) { _ in .unavailable("down") }
        try await run(down)
        let destination = RecordingDestination(batchLimit: 100)
        try await run(destination)
        #expect(destination.accepted.count == 2)
        #expect(try await store().cursors(of: "recording") == ["a": Timestamp(1401)])
    }

    @Test func oneDestinationThatHangsDelaysNoOther() async throws {
        try test.add("a", from: 1000, values(5))
        let gate = DispatchSemaphore(value: 0)
        let quick = (0..<4).map { index in
            RecordingDestination("quick\(index)") { _ in
                gate.signal(); return .delivered
            }
        }
        // Each of these blocks its thread until all of the quick ones were served.
        let slow = (0..<4).map { index in
            RecordingDestination("slow\(index)") { _ in
                guard gate.wait(timeout: .now() + 60) == .success else { return .unavailable("alone") }
                return .delivered
            }
        }
        let history = History(test.prefix, LogRecorder().logger)
        let reports = try await Forwarder(slow + quick, history, try store(), []).run()
        #expect(reports.map(\.kept) == [String?](repeating: nil, count: 8))
        #expect(reports.map(\.destination) == (slow + quick).map(\.name))
    }

    @Test func anUnreadableFileStopsNoOther() async throws {
        try test.add("a", from: 1000, values(5))
        try test.add("c", from: 1000, values(5))
        try test.directory.write([UInt8]("garbage".utf8), to: "b.rrd")
        let destination = RecordingDestination()
        let report = try await run(destination)[0]
        #expect(report.errors == ["cannot read \(test.directory.file("b.rrd")): not an RRD file"])
        #expect(destination.accepted.count == 10)
    }

    @Test func aRunElsewhereIsLeftItsDestination() async throws {
        try test.add("a", from: 1000, values(5))
        let inner = RecordingDestination()
        let (history, cursors) = (History(test.prefix, LogRecorder().logger), try store())
        let metrics = try await history.survey([])
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        let outer = WaitingDestination(stream)
        async let first = Delivery(outer, history, cursors).run(metrics)
        await outer.entered()
        let second = await Delivery(inner, history, cursors).run(metrics)
        continuation.finish()
        #expect(second.isElsewhere)
        #expect(await first.delivered == 5)
        #expect(inner.calls.isEmpty)
    }
}
