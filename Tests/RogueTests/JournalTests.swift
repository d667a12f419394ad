import RogueTestSupport
import SQLite
import Testing

@testable import Rogue

@Suite struct JournalTests {
    let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func open() throws -> Journal { try Journal(path: directory.file("journal.db"), sync: .flush) }

    private func entries(_ count: Int) -> [Tick.Entry] {
        (0..<count).map { Tick.Entry(series: $0, bits: UInt64($0) &* 0x1234_5678_9abc_def1) }
    }

    @Test func ticksComeBackInTheirOrderAndAreForgottenUpToANumber() throws {
        var ticks: [Tick] = []
        do {
            let journal = try open()
            for time in 1000..<1010 { ticks.append(try journal.add(Timestamp(time), entries(time % 4))) }
        }
        #expect(try open().ticks().sound == ticks)
        #expect(try !open().isSettled())
        try open().finish(upTo: ticks[6].sequence)
        #expect(try open().ticks().sound == Array(ticks[7...]))
        let next = try open().add(Timestamp(1010), [])
        #expect(next.sequence == ticks[9].sequence + 1)
        try open().finish(upTo: next.sequence)
        #expect(try open().isSettled())
        // A number is never given twice, so that a record is never taken for another.
        #expect(try open().add(Timestamp(1011), []).sequence == next.sequence + 1)
    }

    @Test func aFlippedBitIsNoticedAndCostsItsTickAlone() throws {
        let journal = try open()
        let ticks = try (1000..<1010).map { try journal.add(Timestamp($0), entries(5)) }
        let database = try Database(path: directory.file("journal.db"))
        let record = ticks[4].record
        for bit in stride(from: 0, to: record.count * 8, by: 13) {
            var flipped = record
            flipped[bit / 8] ^= 1 << (bit % 8)
            let update = try database.prepare("UPDATE ticks SET record = ? WHERE sequence = ?")
            try update.run([.blob(flipped), .integer(ticks[4].sequence)])
            let found = try open().ticks()
            #expect(found.damaged == 1)
            #expect(found.sound == ticks.filter { $0 != ticks[4] })
        }
    }

    @Test func aRecordOfAnotherNumberIsNotBelieved() throws {
        let tick = Tick(sequence: 7, time: Timestamp(1000), values: entries(3))
        #expect(Tick(record: tick.record, sequence: 7) == tick)
        #expect(Tick(record: tick.record, sequence: 8) == nil)
        #expect(Tick(record: [], sequence: 0) == nil)
        #expect(Tick(record: Array(tick.record.dropLast()), sequence: 7) == nil)
    }

    @Test func theCatalogueKeepsWhatAMetricIs() throws {
        let name = MetricName("fs.used", tags: ["mount": "/home"])
        let metric = Metric(name, .gauge, unit: "bytes", in: 0...1e18, summary: "Bytes in use.")
        let path = "fs/used/mount=%2Fhome.rrd"
        let archives = ArchivePolicy.rogueArchives(interval: 10)
        let series = try open().enter(metric, path: path, step: 10, heartbeat: 600, archives: archives)
        #expect(try open().catalogue().sound == [series])
        let again = try open().enter(metric, path: path, step: 10, heartbeat: 900, archives: archives)
        #expect(again.id == series.id)
        #expect(try open().catalogue().sound.first?.heartbeat == 900)
    }

    @Test func whatATransactionTookBackIsEnteredAnew() throws {
        struct Failure: Error {}
        let journal = try open()
        let metric = Metric(MetricName("a"), .gauge)
        let archives = try ArchivePolicy.rogue.archives(interval: 1)
        func enter() throws -> Series {
            try journal.enter(metric, path: "a.rrd", step: 1, heartbeat: 600, archives: archives)
        }
        #expect(throws: Failure.self) {
            try journal.transaction {
                _ = try enter()
                throw Failure()
            }
        }
        let series = try enter()
        #expect(try open().catalogue().sound == [series])
    }
}
