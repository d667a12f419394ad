import RogueTestSupport
import RoundRobin
import Testing

@Suite struct RoundRobinFileTests {
    let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    var file: RoundRobinFile { RoundRobinFile(path: directory.file("a.rrd")) }
    let fine = RoundRobinArchive(stepsPerRow: 1, rows: 10)

    private func make(
        _ kind: DataSource.Kind = .gauge,
        step: Int = 1,
        heartbeat: Int = 600,
        maximum: Double? = nil,
        archives: [RoundRobinArchive]? = nil
    ) throws {
        let source = DataSource(kind: kind, heartbeat: heartbeat, minimum: 0, maximum: maximum)
        try file.create(step: step, lastUpdate: 1000, source: source, archives: archives ?? [fine])
    }

    @Test func whatWasPutInComesOut() throws {
        try make()
        try file.update(["1001:1.5", "1002:U", "1003:0.1"])
        let rows = try file.fetch(after: 1000, through: 1003)
        #expect(rows.step == 1)
        #expect(rows.start == 1001)
        #expect(rows.time(2) == 1003)
        #expect(rows.values[0] == 1.5)
        #expect(rows.values[1].isNaN)
        #expect(abs(rows.values[2] - 0.1) < 1e-16)
        #expect(rows.values.count == 3)
    }

    @Test func theHeaderTellsWhatTheFileIs() throws {
        let archives = [fine, RoundRobinArchive(function: .maximum, stepsPerRow: 6, rows: 7)]
        try make(.derive, step: 10, heartbeat: 77, archives: archives)
        try file.update(["1010:5"])
        let header = try file.header()
        #expect(header.step == 10)
        #expect(header.lastUpdate == 1010)
        #expect(header.archives == archives)
        #expect(header.source == DataSource(kind: .derive, heartbeat: 77, minimum: 0))
        #expect(header.finest == fine)
    }

    @Test func aFileIsNeverMadeOverAnother() throws {
        try make()
        try file.update(["1001:1"])
        #expect(throws: RoundRobinError.self) { try make() }
        #expect(try file.header().lastUpdate == 1001)
    }

    @Test func tuningLiftsTheMaximumAndTheHeartbeat() throws {
        try make(.derive, heartbeat: 60, maximum: 1_000_000)
        try file.tune("value", heartbeat: 1200, unlimited: true)
        #expect(try file.header().source == DataSource(kind: .derive, heartbeat: 1200, minimum: 0))
    }

    @Test func derivesKeepSixtyFourBits() throws {
        try make(.derive)
        try file.update(["1001:18446744073709551000", "1002:18446744073709551615"])
        #expect(try file.fetch(after: 1001, through: 1002).values == [615])
    }

    @Test func fetchCutsOffWhatLibrrdAddsAtTheEnd() throws {
        try make(step: 5)
        try file.update(["1005:1", "1010:2", "1015:3"])
        #expect(try file.fetch(after: 1000, through: 1010).values == [1, 2])
        #expect(try file.fetch(after: 1005, through: 1010).start == 1010)
        #expect(try file.fetch(after: 1010, through: 1010).values.isEmpty)
    }

    @Test func errorsNameTheFileAndTheReason() throws {
        let missing = RoundRobinFile(path: directory.file("none.rrd"))
        let error = #expect(throws: RoundRobinError.self) { try missing.update(["1:1"]) }
        #expect(error?.code == .missing)
        #expect(error?.description == "cannot update \(missing.path): No such file or directory")
        try make()
        let late = #expect(throws: RoundRobinError.self) { try file.update(["1000:1"]) }
        #expect(late?.description.contains("illegal attempt to update using time 1000") == true)
    }

    @Test func aStaleErrorDoesNotFailTheNextCall() throws {
        try make()
        #expect(throws: RoundRobinError.self) { try file.update(["1001:nonsense"]) }
        try file.update(["1001:1"])
        #expect(try file.header().lastUpdate == 1001)
    }
}
