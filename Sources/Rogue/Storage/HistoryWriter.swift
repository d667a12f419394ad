import Dispatch
import Glibc
package import Logging
import RoundRobin
import SQLite
import Synchronization

/// Brings journalled ticks into the RRD files, in batches; the only one in its process that touches those files.
///
/// An actor on a queue of its own: a flush of thousands of files takes a while, and nobody samples or listens on it.
package actor HistoryWriter {
    private let executor = SerialQueueExecutor(label: "rogue.writer")
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let prefix: Prefix
    private let journal: Journal
    private let reserve: Reserve
    private let sync: SyncMode
    private var failures: FailureLog
    private var series: [Int: Series] = [:]
    /// The files of the flush under way.
    private var files: [Int: HistoryFile] = [:]
    private var pending: [Int: [PendingSample]] = [:]
    /// Images that a recovery could not put back yet; until then their files take nothing.
    private var torn: [Int: ImageBatch.Entry] = [:]
    /// Whether a flush could not be marked as done, as on a full disk: its images would undo what went into the files since.
    private var isUnfinished = false
    /// The latest tick that is in `pending`, or was.
    private var latest = 0
    /// What is in the journal, and what this writer has not looked at yet.
    private let arrived = Mutex(Arrivals())
    private let isDamaged = Atomic(false)
    /// What it tells of its work.
    nonisolated let figures = AgentFigures()

    /// A writer with a connection to the journal of its own.
    package init(prefix: Prefix, journal: sending Journal, sync: SyncMode, logger: Logger) {
        self.prefix = prefix
        self.journal = journal
        self.reserve = Reserve(prefix)
        self.sync = sync
        self.failures = FailureLog(logger)
    }

    /// Ends what a crash interrupted: files get their headers of before the flush back, and then all ticks again.
    ///
    /// A recovery that is interrupted itself is begun anew by the next. A file that cannot be looked at now, for another
    /// process holds its lock or the disk fails, gets its header back before it takes its next sample.
    package func recover() throws {
        let catalogue = try journal.catalogue()
        series = Dictionary(catalogue.sound.map { ($0.id, $0) }) { $1 }
        let images = try journal.images()
        // Of several images of a file the oldest counts: what was added after it is in the journal still.
        for entry in images.sound.reversed().flatMap(\.images) { torn[entry.series] = entry }
        let ticks = try journal.ticks()
        for tick in ticks.sound {
            figures.wait(tick.values.count)
            take(tick, of: ticks.sound.count)
        }
        for id in torn.keys.sorted() { restore(id) }
        let strangers = pending.filter { series[$0.key] == nil }.map(\.value.count).reduce(0, +)
        let damage = DamagedRecords(
            images: images.damaged,
            ticks: ticks.damaged,
            entries: catalogue.damaged,
            samples: strangers
        )
        if damage.count > 0 { failures.note("the journal was damaged, and these are lost", damage.description) }
        journal.acknowledgeLosses()
        // Nobody samples yet: the other processors may help.
        flush(threads: min(8, max(1, sysconf(CInt(_SC_NPROCESSORS_ONLN)))), readingAhead: true) { _ in true }
        // The flush forgets what it has written; damaged records, or images alone, only where no sample waits on.
        if pending.isEmpty, torn.isEmpty { try journal.finish(upTo: .max) }
        reserve.fill()
    }

    /// Puts the header of before an unfinished flush back; `false` where that is not possible now.
    @discardableResult
    private func restore(_ id: Int) -> Bool {
        guard let entry = torn[id] else { return true }
        do {
            if let series = series[id] { _ = try RoundRobinFile(path: prefix.file(series.path)).restore(entry.image) }
            torn[id] = nil
            return true
        } catch {
            failures.failed(name(of: id), error)
            return false
        }
    }

    /// Series and ticks, taken over together: no tick is seen before the series that are new in it.
    private struct Arrivals {
        var series: [Series] = []
        var ticks: [Tick] = []

        /// How many samples there are.
        var count: Int { ticks.reduce(0) { $0 + $1.values.count } }
    }

    /// Takes over series that are new in the catalogue, before any tick that has them; returns at once.
    nonisolated func add(_ new: [Series]) {
        guard !new.isEmpty else { return }
        arrived.withLock { $0.series += new }
    }

    /// Takes over a tick that is in the journal, and flushes the series that have their turn; returns at once.
    ///
    /// Most ticks have nobody's turn: they wake no thread.
    nonisolated func add(_ tick: Tick, _ turns: FlushSchedule.Turns) {
        figures.wait(tick.values.count)
        arrived.withLock { $0.ticks.append(tick) }
        guard !turns.isEmpty else { return }
        executor.queue.async {
            self.assumeIsolated { writer in writer.flush { turns.contains($0) } }
        }
    }

    /// Takes over what has arrived.
    private func takeArrived() {
        let new = arrived.withLock { arrived in
            defer { arrived = Arrivals() }
            return arrived
        }
        for one in new.series { series[one.id] = one }
        for tick in new.ticks { take(tick, of: new.ticks.count) }
    }

    /// Takes over a tick, one of `count` that come at once.
    private func take(_ tick: Tick, of count: Int) {
        latest = max(latest, tick.sequence)
        for value in tick.values {
            let sample = PendingSample(sequence: tick.sequence, time: tick.time, bits: value.bits)
            pending[value.series, default: Self.room(for: count)].append(sample)
        }
    }

    private static func room(for count: Int) -> [PendingSample] {
        var samples: [PendingSample] = []
        samples.reserveCapacity(count)
        return samples
    }

    /// Forces the journal to the disk, unless nothing is to be.
    nonisolated func syncJournal() {
        guard sync == .flush else { return }
        executor.queue.async {
            self.assumeIsolated { writer in writer.attempt("sync") { try writer.journal.sync() } }
        }
    }

    /// Throws where the journal is damaged somewhere.
    func check() throws {
        try journal.check()
    }

    /// Brings all that is pending into the files, and forgets it.
    package func flush() {
        flush { _ in true }
    }

    /// The same, and blocks the caller until it is done; answers whether nothing was left behind.
    nonisolated func flushNow() -> Bool {
        executor.queue.sync {
            assumeIsolated { writer in
                writer.flush()
                return writer.pending.isEmpty
            }
        }
    }

    /// Brings what is pending of the chosen series into their files.
    ///
    /// Where the disk is full the journal takes no images, and forgets nothing; the files, which have their size from
    /// the beginning, take samples all the same.
    private func flush(threads: Int = 1, readingAhead: Bool = false, _ isChosen: (Int) -> Bool) {
        takeArrived()
        guard !pending.isEmpty || isUnfinished else { return }
        isUnfinished = true
        let start = SuspendingClock.now
        let due = pending.keys.filter(isChosen).sorted().filter { open($0, readingAhead: readingAhead) }
        attempt("images") { try saveImages(of: due) }
        write(due, threads: threads)
        let backlog = backlog()
        attempt("flush") {
            if sync != .off { try prefix.sync() }
            for id in due where files[id]?.isNew == true { files[id]?.file.dropCache() }
            let images = torn.keys.sorted().compactMap { torn[$0] }
            try reserve.backing { try journal.finish(upTo: backlog.oldest.map { $0 - 1 } ?? latest, keeping: images) }
            isUnfinished = false
            reserve.fill()
        }
        let waiting = backlog.count + arrived.withLock { $0.count }
        figures.flushed(files.count, for: start.duration(to: .now), pending: waiting)
        files.removeAll(keepingCapacity: true)
    }

    /// How many samples wait, and the tick of the oldest of them.
    private func backlog() -> (count: Int, oldest: Int?) {
        var count = 0
        var oldest: Int?
        for samples in pending.values {
            count += samples.count
            if let first = samples.first { oldest = min(oldest ?? .max, first.sequence) }
        }
        return (count, oldest)
    }

    /// Does what can fail as a whole: that is logged, and tried again at the next flush.
    private func attempt(_ what: String, _ body: () throws -> Void) {
        do {
            try body()
            failures.succeeded(what)
        } catch {
            failures.failed(what, error)
            judge(error)
        }
    }

    /// Notes where an error tells that the journal is damaged.
    nonisolated func judge(_ error: any Error) {
        if (error as? SQLiteError)?.isMalformed == true { isDamaged.store(true, ordering: .relaxed) }
    }

    /// Whether the journal has turned out to be damaged: a new one is needed.
    nonisolated var hasDamagedJournal: Bool { isDamaged.load(ordering: .relaxed) }

    /// Opens the file of a series, or makes it; one that was removed or replaced meanwhile is seen here.
    private func open(_ id: Int, readingAhead: Bool) -> Bool {
        guard let series = series[id], let samples = pending[id], let first = samples.first else {
            pending[id] = nil
            return false
        }
        guard restore(id) else {
            limit(id)
            return false
        }
        do {
            let file = try HistoryFile(series, prefix, first: first.time, ahead: readingAhead ? samples.count : 0)
            if let path = file.quarantined { failures.note("damaged file moved aside, a new one made", path) }
            files[id] = file
            return true
        } catch {
            give(up: id, error)
            return false
        }
    }

    /// Saves the part of the files' headers that the flush will change, so many in a transaction that the sampler, who
    /// may have to wait for one, loses but a few milliseconds.
    private func saveImages(of due: [Int]) throws {
        var rest = due[...]
        while !rest.isEmpty {
            let images = rest.prefix(FlushSchedule.share).compactMap { id in
                files[id].map { ImageBatch.Entry(series: id, image: $0.image) }
            }
            try reserve.backing { try journal.transaction { try journal.add(images) } }
            rest = rest.dropFirst(FlushSchedule.share)
        }
        if sync != .off { try journal.sync() }
    }

    private func write(_ due: [Int], threads: Int) {
        let updates = due.compactMap { id in
            files[id].flatMap { file in pending[id].map { HistoryUpdate(id, file, $0) } }
        }
        for update in HistoryUpdate.run(updates, threads: threads) {
            switch update.result {
            case .success(let refusals):
                files[update.series] = update.file
                pending[update.series] = nil
                let name = name(of: update.series)
                if refusals.count > 0 { failures.failed(name, refusals) } else { failures.succeeded(name) }
            case .failure(let error):
                give(up: update.series, error)
            }
        }
    }

    private func name(of id: Int) -> String { series[id]?.metric.name.description ?? "series \(id)" }

    /// What is to become of samples that could not be written: they are kept, up to a limit, unless the file itself is
    /// none that will ever take them.
    private func give(up id: Int, _ error: any Error) {
        failures.failed(name(of: id), error)
        files[id] = nil
        // Not so a folder that cannot be made: space may come back.
        let isOther = (error as? StorageError)?.action == "continue"
        let isHopeless = isOther || (error as? RoundRobinError)?.code == .unusable
        if isHopeless { pending[id] = nil }
        limit(id)
    }

    /// Of samples that wait for their file the oldest go where there are too many.
    private func limit(_ id: Int) {
        guard let count = pending[id]?.count, count > Self.mostPending else { return }
        pending[id]?.removeFirst(count - Self.mostPending)
    }

    /// The most samples of one series that wait for their file: five hours of seconds.
    private static let mostPending = 20_160
}
