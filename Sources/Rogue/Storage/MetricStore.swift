/// Takes what was sampled: into the journal at once, from where it gets into the RRD files in batches.
///
/// Used by one queue only, the sampler's, which it never keeps waiting for a file.
package final class MetricStore {
    /// How the store works.
    package struct Settings: Hashable, Sendable {
        /// Seconds between two samples of a metric: the step of every file.
        package var interval: Int
        /// Seconds after which the time between two values of a counter is unknown.
        package var heartbeat: Int
        /// Seconds between two flushes; 0 flushes each tick.
        package var flush: Int
        /// When set, files from before this run are moved aside to `NAME.rrd.bak-TIME` when their metric first appears.
        package var resetTime: Timestamp?

        /// Which archives new files get.
        package var archives: ArchiveRules

        /// New files get the archives of the default policy, unless told otherwise.
        package init(
            interval: Int,
            heartbeat: Int,
            flush: Int = 0,
            resetTime: Timestamp? = nil,
            archives: ArchiveRules? = nil
        ) {
            self.interval = interval
            self.heartbeat = heartbeat
            self.flush = flush
            self.resetTime = resetTime
            self.archives = archives ?? ArchiveRules(interval: interval)
        }
    }

    private let prefix: Prefix
    private let journal: Journal
    private let writer: HistoryWriter
    private let settings: Settings
    private var known: [MetricName: Series] = [:]
    private var moved: Set<MetricName> = []
    private var lastFlush: Timestamp?
    private var lastSync: Timestamp?

    /// A store with a connection to the journal of its own.
    package init(prefix: Prefix, journal: sending Journal, writer: HistoryWriter, settings: Settings) {
        self.prefix = prefix
        self.journal = journal
        self.writer = writer
        self.settings = settings
    }

    package var interval: Int { settings.interval }

    /// Puts the readings of one slot into the journal, in one transaction, and answers those that are in it now.
    ///
    /// One that has no finite value is left out; of one whose file cannot be continued `refuse` is told. Where the
    /// journal cannot be written, as on a full disk, the readings go straight on to their files, and `complain` is told.
    package func store(
        _ readings: [Reading],
        at time: Timestamp,
        refuse: (Reading, any Error) -> Void,
        complain: (any Error) -> Void = { _ in }
    ) -> [Reading] {
        var slot = Slot()
        do {
            let tick = try journal.transaction {
                for reading in readings { add(reading, at: time, to: &slot, refuse: refuse) }
                return try journal.add(time, slot.values)
            }
            for series in slot.new { known[series.metric.name] = series }
            writer.add(tick, series: slot.new, flush: isDue(&lastFlush, at: time, every: settings.flush))
        } catch {
            complain(error)
            let readings = readings.filter { known[$0.metric.name] != nil }
            slot = Slot()
            for reading in readings { add(reading, at: time, to: &slot, refuse: refuse) }
            writer.add(Tick(sequence: 0, time: time, values: slot.values), series: [], flush: true)
        }
        if isDue(&lastSync, at: time, every: Self.longestUnsynced) { writer.syncJournal() }
        return slot.stored
    }

    /// What becomes of the readings of one slot.
    private struct Slot {
        var values: [Tick.Entry] = []
        var new: [Series] = []
        var stored: [Reading] = []
    }

    private func add(
        _ reading: Reading,
        at time: Timestamp,
        to slot: inout Slot,
        refuse: (Reading, any Error) -> Void
    ) {
        guard let bits = reading.value.bits else { return }
        do {
            let name = reading.metric.name
            guard let series = try known[name] ?? enter(reading.metric, at: time, &slot.new) else { return }
            slot.values.append(Tick.Entry(series: series.id, bits: bits))
            slot.stored.append(reading)
        } catch {
            refuse(reading, error)
        }
    }

    /// What was acknowledged is on the disk some seconds later at the latest.
    private static let longestUnsynced = 5

    private func isDue(_ last: inout Timestamp?, at time: Timestamp, every seconds: Int) -> Bool {
        if let last, time - last < seconds { return false }
        defer { last = time }
        // The first tick after the start is not worth a flush of its own.
        return last != nil || seconds == 0
    }

    /// Enters a metric into the catalogue, if its file can be continued or made; `nil` where this sample is in it.
    private func enter(_ metric: Metric, at time: Timestamp, _ new: inout [Series]) throws -> Series? {
        guard let path = MetricPath.path(of: metric.name) else {
            throw StorageError("store", "\(metric.name)", "the name cannot be that of a file")
        }
        if let resetTime = settings.resetTime, moved.insert(metric.name).inserted {
            try MovedAside.move(prefix.file(path), to: "bak", at: resetTime)
        }
        let series = try journal.enter(
            metric,
            path: path,
            step: settings.interval,
            heartbeat: settings.heartbeat,
            archives: settings.archives.archives(of: metric.name)
        )
        guard try HistoryFile.check(series, prefix, at: time) else { return nil }
        new.append(series)
        return series
    }
}

extension Reading.Value {
    /// As the journal keeps it; `nil` where it is not finite.
    fileprivate var bits: UInt64? {
        switch self {
        case .gauge(let value): value.isFinite ? value.bitPattern : nil
        case .counter(let count): count
        }
    }
}
