import Dispatch
import Glibc
package import Logging
import RoundRobin

/// Brings journalled ticks into the RRD files, in batches; the only one in its process that touches those files.
///
/// An actor on a queue of its own: a flush of thousands of files takes a while, and nobody samples or listens on it.
package actor HistoryWriter {
    private let executor = SerialQueueExecutor(label: "rogue.writer")
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let prefix: Prefix
    private let journal: Journal
    private let sync: SyncMode
    private var failures: FailureLog
    private var series: [Int: Series] = [:]
    private var files: [Int: HistoryFile] = [:]
    private var pending: [Int: [PendingSample]] = [:]
    /// The latest tick that is in `pending`, or was.
    private var latest = 0

    /// How many files' images go into one transaction: the sampler waits for none longer than a few milliseconds.
    private static let slice = 256

    /// A writer with a connection to the journal of its own.
    package init(prefix: Prefix, journal: sending Journal, sync: SyncMode, logger: Logger) {
        self.prefix = prefix
        self.journal = journal
        self.sync = sync
        self.failures = FailureLog(logger)
    }

    /// Ends what a crash interrupted: files get their headers of before the flush back, and then all ticks again.
    ///
    /// A recovery that is interrupted itself is begun anew by the next.
    package func recover() throws {
        series = try journal.catalogue()
        let images = try journal.images()
        // Of several images of a file the oldest counts: what was added after it is in the journal still.
        for entry in images.sound.reversed().flatMap(\.images) {
            guard let series = series[entry.series] else { continue }
            _ = try RoundRobinFile(path: prefix.file(series.path)).restore(entry.image)
        }
        let ticks = try journal.ticks()
        for tick in ticks.sound { take(tick) }
        if images.damaged + ticks.damaged > 0 {
            failures.failed("journal", DamagedRecords(images: images.damaged, ticks: ticks.damaged))
        }
        flush()
        // The flush forgets what it has written; damaged records only where no sample waits on.
        if images.damaged + ticks.damaged > 0, pending.isEmpty { try journal.finish(upTo: .max) }
    }

    /// Takes over a tick that is in the journal, and the series that are new in it; returns at once.
    nonisolated func add(_ tick: Tick, series new: [Series], flush isDue: Bool) {
        executor.queue.async {
            self.assumeIsolated { writer in
                for series in new { writer.series[series.id] = series }
                writer.take(tick)
                if isDue { writer.flush() }
            }
        }
    }

    private func take(_ tick: Tick) {
        latest = max(latest, tick.sequence)
        for value in tick.values {
            let sample = PendingSample(sequence: tick.sequence, time: tick.time, bits: value.bits)
            pending[value.series, default: []].append(sample)
        }
    }

    /// Forces the journal to the disk, unless nothing is to be.
    nonisolated func syncJournal() {
        guard sync == .flush else { return }
        executor.queue.async {
            self.assumeIsolated { writer in writer.attempt("sync") { try writer.journal.sync() } }
        }
    }

    /// Brings all that is pending into the files, and forgets it.
    ///
    /// Where the disk is full the journal takes no images, and forgets nothing; the files, which have their size from
    /// the beginning, take samples all the same.
    package func flush() {
        guard !pending.isEmpty else { return }
        let due = pending.keys.sorted().filter(open)
        attempt("images") { try saveImages(of: due) }
        for id in due { write(id) }
        attempt("flush") {
            if sync != .off { try prefix.sync() }
            let kept = pending.values.compactMap { $0.first?.sequence }.min()
            try journal.finish(upTo: kept.map { $0 - 1 } ?? latest)
        }
    }

    /// Does what can fail as a whole: that is logged, and tried again at the next flush.
    private func attempt(_ what: String, _ body: () throws -> Void) {
        do {
            try body()
            failures.succeeded(what)
        } catch {
            failures.failed(what, error)
        }
    }

    /// Opens the file of a series, or makes it; one that was removed or replaced meanwhile is seen here.
    private func open(_ id: Int) -> Bool {
        guard let series = series[id], let first = pending[id]?.first else {
            pending[id] = nil
            return false
        }
        do {
            let file = try HistoryFile(series, prefix, first: first.time)
            if let path = file.quarantined { failures.note("damaged file moved aside, a new one made", path) }
            files[id] = file
            return true
        } catch {
            give(up: id, error)
            return false
        }
    }

    /// Saves the part of the files' headers that the flush will change.
    private func saveImages(of due: [Int]) throws {
        var rest = due[...]
        while !rest.isEmpty {
            let images = try rest.prefix(Self.slice).compactMap { id in
                try files[id].map { ImageBatch.Entry(series: id, image: try $0.file.headerImage()) }
            }
            try journal.add(images)
            rest = rest.dropFirst(Self.slice)
        }
        if sync != .off { try journal.sync() }
    }

    private func write(_ id: Int) {
        guard let samples = pending[id], var file = files[id], let name = series[id]?.metric.name.description else {
            return
        }
        do {
            let outcome = try file.add(samples)
            files[id] = file
            pending[id] = nil
            if outcome.faults > 0 {
                failures.failed(name, RefusedSamples(count: outcome.faults, reason: outcome.reason))
            } else {
                failures.succeeded(name)
            }
        } catch {
            give(up: id, error)
        }
    }

    /// What is to become of samples that could not be written: they are kept, up to a limit, unless the file itself is
    /// none that will ever take them.
    private func give(up id: Int, _ error: any Error) {
        failures.failed(series[id]?.metric.name.description ?? "series \(id)", error)
        files[id] = nil
        // Not so a folder that cannot be made: space may come back.
        let isOther = (error as? StorageError)?.action == "continue"
        let isHopeless = isOther || (error as? RoundRobinError)?.code == .unusable
        if isHopeless || pending[id]?.count ?? 0 > Self.mostPending { pending[id] = nil }
    }

    /// The most samples of one series that wait for their file: five hours of seconds.
    private static let mostPending = 20_160
}

/// Records of the journal that did not survive.
private struct DamagedRecords: Error, CustomStringConvertible {
    let images: Int
    let ticks: Int

    var description: String { "\(ticks) ticks and \(images) batches of images in the journal are damaged and lost" }
}

/// Samples that librrd did not take.
private struct RefusedSamples: Error, CustomStringConvertible {
    let count: Int
    let reason: String

    var description: String { "\(count) samples refused and left out: \(reason)" }
}
