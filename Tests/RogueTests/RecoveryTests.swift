import Foundation
import RogueTestSupport
import RoundRobin
import SQLite
import Testing

@testable import Rogue

/// What the writer makes of what a crash left behind.
@Suite struct RecoveryTests {
    let directory: TemporaryDirectory
    let log = LogRecorder()
    let metrics = (0..<3).map { Metric(MetricName("m\($0)"), .gauge) }

    init() throws {
        directory = try TemporaryDirectory()
    }

    private var prefix: Prefix { get throws { try Prefix(making: directory.path) } }

    private func writer() throws -> HistoryWriter {
        let journal = try Journal(path: directory.file("journal.db"), sync: .off)
        return HistoryWriter(prefix: try prefix, journal: journal, sync: .off, logger: log.logger)
    }

    /// Journals ticks of all metrics, the value being the time; flushes where told.
    private func journal(_ times: some Sequence<Int>, flush: Bool) async throws {
        let writer = try writer()
        try await writer.recover()
        let journal = try Journal(path: directory.file("journal.db"), sync: .off)
        let settings = MetricStore.Settings(interval: 1, heartbeat: 600, flush: 1_000_000)
        let store = MetricStore(prefix: try prefix, journal: journal, writer: writer, settings: settings)
        for time in times {
            let readings = metrics.map { Reading($0, Double(time)) }
            #expect(store.store(readings, at: Timestamp(time)) { Issue.record("\($1)") }.count == 3)
        }
        if flush { await writer.flush() }
    }

    private func rows(_ metric: Metric, after start: Int, through end: Int) throws -> [Double] {
        try RoundRobinFile(path: directory.file("\(metric.name).rrd")).fetch(after: start, through: end).values
    }

    @Test func whatWasOnlyJournalledIsInTheFilesAfterwards() async throws {
        try await journal(1000..<1010, flush: true)
        try await journal(1010..<1020, flush: false)
        #expect(try rows(metrics[0], after: 1009, through: 1019).allSatisfy(\.isNaN))
        try await writer().recover()
        for metric in metrics { #expect(try rows(metric, after: 999, through: 1019) == (1000..<1020).map(Double.init)) }
        #expect(try Journal(path: directory.file("journal.db"), sync: .off).isSettled())
    }

    @Test func aReaderWithoutAnAgentRecoversFirst() async throws {
        try await journal(1000..<1010, flush: false)
        let history = History(try prefix, log.logger)
        let names = try await history.metrics([])
        #expect(names == metrics.map(\.name))
        let rows = try await history.rows(of: names[0], after: Timestamp(999), limit: 100)
        #expect(rows.values == (1000..<1010).map(Double.init))
    }

    /// Of the pages that a flush wrote, a power loss leaves any; and of the recovery's own, again any.
    @Test func noMixOfOldAndNewPagesLosesOrMovesARow() async throws {
        try await journal(1000..<1050, flush: true)
        try await journal(1050..<1080, flush: false)
        let names = metrics.map { "\($0.name).rrd" }
        let before = try names.map { try directory.read($0) }
        // The journal as it is when the first page of a flush can reach the disk: with the images.
        do {
            let journal = try Journal(path: directory.file("journal.db"), sync: .off)
            let series = try journal.catalogue().sound
            try journal.add(
                try series.map { series in
                    let image = try RoundRobinFile(path: directory.file(series.path)).headerImage()
                    return ImageBatch.Entry(series: series.id, image: image)
                }
            )
        }
        let database = ["journal.db", "journal.db-wal", "journal.marks"].map { try? directory.read($0) }
        try await writer().recover()
        let after = try names.map { try directory.read($0) }
        var random = SeededGenerator(seed: 2026)
        for _ in 0..<200 {
            for (name, (old, new)) in zip(names, zip(before, after)) {
                try overwrite(name, mixing: old, new, &random)
            }
            for (name, bytes) in zip(["journal.db", "journal.db-wal", "journal.marks"], database) {
                try? FileManager.default.removeItem(atPath: directory.file(name))
                if let bytes { try directory.write(bytes, to: name) }
            }
            try? FileManager.default.removeItem(atPath: directory.file("journal.db-shm"))
            try await writer().recover()
            for metric in metrics {
                #expect(try rows(metric, after: 999, through: 1079) == (1000..<1080).map(Double.init))
            }
        }
        #expect(log.lines.isEmpty)
    }

    /// In place, for a file's identity is its inode.
    private func overwrite(
        _ name: String,
        mixing old: [UInt8],
        _ new: [UInt8],
        _ random: inout SeededGenerator
    ) throws {
        var mixed = old
        // Pages of 512 bytes: a disk's own unit, and many more mixes than 4 KiB would give.
        for start in stride(from: 0, to: old.count, by: 512) where Bool.random(using: &random) {
            let range = start..<min(start + 512, old.count)
            mixed.replaceSubrange(range, with: new[range])
        }
        let handle = try FileHandle(forWritingTo: URL(filePath: directory.file(name)))
        try handle.write(contentsOf: mixed)
        try handle.close()
    }

    @Test func aDamagedFileIsMovedAsideAndMadeAnew() async throws {
        try await journal(1000..<1010, flush: true)
        for damage in ["", "no RRD file", String(repeating: "\u{0}", count: 5000)] {
            try directory.write([UInt8](damage.utf8), to: "m1.rrd")
            let start = 1010 + (damage.isEmpty ? 0 : damage.utf8.count > 100 ? 20 : 10)
            try await journal(start..<start + 5, flush: true)
            #expect(try rows(metrics[1], after: start - 1, through: start + 4) == (start..<start + 5).map(Double.init))
            #expect(try rows(metrics[0], after: 999, through: 1009) == (1000..<1010).map(Double.init))
        }
        #expect(try directory.names().filter { $0.contains(".corrupt-") }.count == 3)
        #expect(log.lines.count { $0.contains("damaged file moved aside") } == 3)
    }

    /// Another file in the place of one, whole or not: it is moved aside, its neighbours are not touched.
    @Test(arguments: ["zeroed", "truncated", "two sources", "big-endian"])
    func aFileThatIsNotOursIsMovedAside(damage: String) async throws {
        try await journal(1000..<1010, flush: true)
        let neighbours = try ["m0.rrd", "m2.rrd"].map { try rowsOfFile($0) }
        var bytes = try directory.read("m1.rrd")
        switch damage {
        case "zeroed": bytes = bytes.map { _ in 0 }
        case "truncated": bytes = Array(bytes.prefix(bytes.count / 2))
        case "two sources": bytes[24] = 2
        // The float cookie as another architecture has it.
        default: bytes.replaceSubrange(16..<24, with: bytes[16..<24].reversed())
        }
        try directory.write(bytes, to: "m1.rrd")
        try await journal(1010..<1015, flush: true)
        #expect(try rows(metrics[1], after: 1009, through: 1014) == (1010..<1015).map(Double.init))
        #expect(try ["m0.rrd", "m2.rrd"].map { try rowsOfFile($0) } == neighbours)
        let aside = try #require(try directory.names().first { $0.hasPrefix("m1.rrd.corrupt-") })
        #expect(try directory.read(aside) == bytes)
        #expect(log.lines.count == 1 && log.lines[0].contains("damaged file moved aside"))
        #expect(log.lines[0].contains(aside))
    }

    private func rowsOfFile(_ name: String) throws -> [Double] {
        try RoundRobinFile(path: directory.file(name)).fetch(after: 999, through: 1009).values
    }

    /// A byte of the journal that is wrong costs what it says, and never the start, nor a row.
    @Test(arguments: ["journal.db", "journal.db-wal"])
    func aJournalThatIsDamagedAnywhereCostsNoStartAndNoRow(name: String) async throws {
        try await journal(1000..<1050, flush: true)
        // With its last connection SQLite removes its log: a kill leaves it.
        let open = try Journal(path: directory.file("journal.db"), sync: .off)
        try await journal(1050..<1060, flush: false)
        let names = ["m0.rrd", "m1.rrd", "m2.rrd", "journal.db", "journal.db-wal", "journal.marks"]
        let before = try withExtendedLifetime(open) { try names.map { try directory.read($0) } }
        var random = SeededGenerator(seed: 2027)
        let size = try directory.read(name).count
        try #require(size > 10_000)
        for round in 0..<150 {
            for (name, bytes) in zip(names, before) { try directory.write(bytes, to: name) }
            try? FileManager.default.removeItem(atPath: directory.file("journal.db-shm"))
            // Every part of a page has its turn.
            let place = (round * size / 150 + Int.random(in: 0..<size / 150, using: &random)) % size
            var bytes = try directory.read(name)
            switch round % 3 {
            case 0: bytes[place] ^= UInt8.random(in: 1...255, using: &random)
            case 1: for index in place..<min(place + 512, size) { bytes[index] = 0 }
            default: bytes = Array(bytes.prefix(place))
            }
            try directory.write(bytes, to: name)
            let log = LogRecorder()
            let writer = try await HistoryWriter.recovered(try prefix, sync: .off, log.logger)
            var lost = 0
            for metric in metrics {
                let rows = try rows(metric, after: 999, through: 1059)
                #expect(Array(rows.prefix(50)) == (1000..<1050).map(Double.init))
                for (index, value) in rows.enumerated().dropFirst(50) {
                    #expect(value.isNaN || value == Double(1000 + index))
                    if value.isNaN { lost += 1 }
                }
                lost += 60 - max(rows.count, 50)
            }
            #expect(lost == 0 || !log.lines.isEmpty, "\(lost) lost in round \(round)")
            await writer.flush()
            // And it goes on.
            let journal = try Journal(path: directory.file("journal.db"), sync: .off)
            #expect(try journal.add(Timestamp(2000), []).sequence > 0)
        }
    }

    /// A file that cannot be looked at while the agent starts gets its header back later; the others need not wait.
    @Test func anImageThatCannotBePutBackWaits() async throws {
        try await journal(1000..<1010, flush: true)
        try await journal(1010..<1020, flush: false)
        let series = try Journal(path: directory.file("journal.db"), sync: .off).catalogue().sound
        let images = try series.map { series in
            let image = try RoundRobinFile(path: directory.file(series.path)).headerImage()
            return ImageBatch.Entry(series: series.id, image: image)
        }
        try Journal(path: directory.file("journal.db"), sync: .off).add(images)
        // Another process holds librrd's lock.
        let holder = Process()
        holder.executableURL = URL(filePath: "/usr/bin/python3")
        holder.arguments = [
            "-c",
            "import fcntl,sys; f=open(sys.argv[1],'r+'); fcntl.lockf(f, fcntl.LOCK_EX); print(flush=True); sys.stdin.read()",
            directory.file("m1.rrd"),
        ]
        let (input, output) = (Pipe(), Pipe())
        (holder.standardInput, holder.standardOutput) = (input, output)
        try holder.run()
        #expect(output.fileHandleForReading.availableData.count == 1)
        let writer = try await HistoryWriter.recovered(try prefix, sync: .off, log.logger)
        #expect(try rows(metrics[0], after: 999, through: 1019) == (1000..<1020).map(Double.init))
        #expect(log.lines.contains { $0.contains("m1") && $0.contains("could not lock RRD") })
        #expect(try Journal(path: directory.file("journal.db"), sync: .off).images().sound.flatMap(\.images).count == 1)
        try input.fileHandleForWriting.close()
        holder.waitUntilExit()
        await writer.flush()
        #expect(try rows(metrics[1], after: 999, through: 1019) == (1000..<1020).map(Double.init))
        #expect(try Journal(path: directory.file("journal.db"), sync: .off).isSettled())
    }

    @Test func damagedTicksAreToldAndTheRestIsKept() async throws {
        try await journal(1000..<1010, flush: false)
        let database = try Database(path: directory.file("journal.db"))
        try database.execute("UPDATE ticks SET record = x'00' WHERE sequence = 4")
        try await writer().recover()
        let rows = try rows(metrics[0], after: 999, through: 1009)
        #expect(rows.map { $0.isNaN ? 0 : Int($0) } == [1000, 1001, 1002, 0, 1004, 1005, 1006, 1007, 1008, 1009])
        #expect(log.lines.contains { $0.contains("1 ticks, 0 batches of images, 0 entries") })
    }
}
