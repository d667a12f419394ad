/// Takes what was sampled: into the journal at once, from where it gets into the RRD files in batches.
///
/// Used by one queue only, the sampler's, which it never keeps waiting for a file.
package final class MetricStore {
    /// How the store works.
    package struct Settings: Hashable, Sendable {
        /// Seconds between two samples of a metric, the step of its file, where its collector has no interval of its own.
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
    private let reserve: Reserve
    private let writer: HistoryWriter
    private let settings: Settings
    /// The files that make this folder this agent's.
    private let home: [FileIdentity]
    /// The numbers of the series that are in the catalogue, and whose files can be continued.
    private var known: [MetricName: Int] = [:]
    /// The series of the tick before, in their order, which seldom changes: to compare is cheaper than to look up.
    private var order: [Tick.Entry.Owner] = []
    private var moved: Set<MetricName> = []
    private var lastSync: Timestamp?
    private var schedule = FlushSchedule()
    /// Whether the clock has proved itself, so that a file far ahead of it is wrong, and not the clock.
    var trustsClock = false

    /// A store with a connection to the journal of its own.
    package init(prefix: Prefix, journal: sending Journal, writer: HistoryWriter, settings: Settings) {
        self.prefix = prefix
        self.journal = journal
        self.reserve = Reserve(prefix)
        self.writer = writer
        self.settings = settings
        self.home = [AgentLock.fileName, AgentSocket.fileName, Journal.fileName].compactMap {
            FileIdentity(prefix.file($0))
        }
    }

    package var interval: Int { settings.interval }

    /// Whether lock, socket and journal still are the files that they were, for removed ones nobody will find, and sound.
    var isAtHome: Bool { !writer.hasDamagedJournal && home.allSatisfy { FileIdentity($0.path) == $0 } }

    /// Enters metrics before their first sample, so that the first tick of thousands is no later than any other.
    ///
    /// One that cannot be entered is looked at again with its first sample, and told of then.
    func prepare(_ metrics: [Metric], interval: Int, at now: Timestamp) {
        var slot = Slot()
        let first = now.floored(to: interval) + interval
        try? journal.transaction {
            for metric in metrics where known[metric.name] == nil {
                _ = try? enter(metric, interval, at: first, &slot.new)
            }
        }
        know(slot.new)
    }

    /// Puts the readings of one slot into the journal, in one transaction, and answers those of each collector that are in
    /// it now.
    ///
    /// One that has no finite value is left out; of one whose file cannot be continued `refuse` is told. Where the
    /// journal cannot be written, as on a full disk, the readings go straight on to their files, and `complain` is told.
    package func store(
        _ sampled: [Sampled],
        at time: Timestamp,
        refuse: (Reading, any Error) -> Void,
        complain: (any Error) -> Void = { _ in }
    ) -> [[Reading]] {
        var slot = Slot()
        do {
            let tick = try reserve.backing {
                slot = Slot(capacity: order.count)
                return try journal.transaction {
                    for part in sampled {
                        for reading in part.readings { add(reading, part.interval, at: time, &slot, refuse) }
                    }
                    return try journal.add(time, slot.values)
                }
            }
            know(slot.new)
            order = slot.owners
            writer.add(tick, turns(at: time, period: settings.flush))
        } catch {
            complain(error)
            writer.judge(error)
            slot = Slot(capacity: order.count)
            for part in sampled {
                for reading in part.readings where known[reading.metric.name] != nil {
                    add(reading, part.interval, at: time, &slot, refuse)
                }
            }
            writer.add(Tick(sequence: 0, time: time, values: slot.values), turns(at: time, period: 0))
        }
        if lastSync.map({ time - $0 >= Self.longestUnsynced }) ?? true {
            lastSync = time
            writer.syncJournal()
        }
        let readings = sampled.map { $0.readings }
        let count = readings.reduce(0) { $0 + $1.count }
        return slot.values.count == count ? readings : slot.stored(of: readings)
    }

    private func turns(at time: Timestamp, period: Int) -> FlushSchedule.Turns {
        schedule.turns(at: time, period: period, series: known.count)
    }

    /// The same of readings at the general interval.
    package func store(
        _ readings: [Reading],
        at time: Timestamp,
        refuse: (Reading, any Error) -> Void,
        complain: (any Error) -> Void = { _ in }
    ) -> [Reading] {
        let sampled = [Sampled(interval: settings.interval, readings: readings)]
        return store(sampled, at: time, refuse: refuse, complain: complain).first ?? []
    }

    /// The clock was set by far, for good: puts files of another time aside, brings those of this one back, and answers how
    /// many; `nil` where samples of before wait for their files still.
    func follow(clock now: Timestamp) throws -> Int? {
        guard writer.flushNow() else { return nil }
        let paths = known.keys.compactMap { MetricPath.path(of: $0) }
        (known, order) = ([:], [])
        return try paths.count { try StrayHistory.resolve(prefix.file($0), at: now, behind: true) }
    }

    /// What becomes of the readings of one slot.
    private struct Slot {
        var values: [Tick.Entry] = []
        /// Whose the values are.
        var owners: [Tick.Entry.Owner] = []
        var new: [Series] = []
        /// How far the order of the tick before has been followed.
        private var place = 0

        init(capacity: Int = 0) {
            values.reserveCapacity(capacity)
            owners.reserveCapacity(capacity)
        }

        /// The series of a metric, which most often is the one after the one before.
        mutating func next(_ name: MetricName, in order: [Tick.Entry.Owner]) -> Int? {
            for candidate in place..<min(place + Self.reach, order.count) where order[candidate].name == name {
                place = candidate + 1
                return order[candidate].series
            }
            return nil
        }

        /// So many metrics in a row may have no value, and the order is followed still.
        private static let reach = 4

        /// The readings whose values are among these, in the same order.
        func stored(of readings: [[Reading]]) -> [[Reading]] {
            var rest = owners[...]
            return readings.map { readings in
                readings.filter { reading in
                    guard rest.first?.name == reading.metric.name else { return false }
                    rest.removeFirst()
                    return true
                }
            }
        }
    }

    /// Takes over what is in the catalogue for certain.
    private func know(_ new: [Series]) {
        for series in new { known[series.metric.name] = series.id }
        writer.add(new)
    }

    private func add(
        _ reading: Reading,
        _ interval: Int,
        at time: Timestamp,
        _ slot: inout Slot,
        _ refuse: (Reading, any Error) -> Void
    ) {
        guard let bits = reading.value.bits else { return }
        do {
            let name = reading.metric.name
            var id = slot.next(name, in: order) ?? known[name]
            if id == nil { id = try enter(reading.metric, interval, at: time, &slot.new)?.id }
            guard let id else { return }
            slot.values.append(Tick.Entry(series: id, bits: bits))
            slot.owners.append(Tick.Entry.Owner(name: name, series: id))
        } catch {
            refuse(reading, error)
        }
    }

    /// What was acknowledged is on the disk some seconds later at the latest.
    private static let longestUnsynced = 5

    /// Enters a metric into the catalogue, if its file can be continued or made; `nil` where this sample is in it.
    private func enter(
        _ metric: Metric,
        _ interval: Int,
        at time: Timestamp,
        _ new: inout [Series]
    ) throws -> Series? {
        guard let path = MetricPath.path(of: metric.name) else {
            throw StorageError("store", "\(metric.name)", "the name cannot be that of a file")
        }
        if let resetTime = settings.resetTime, moved.insert(metric.name).inserted {
            try MovedAside.move(prefix.file(path), to: "bak", at: resetTime)
        }
        let series = try journal.enter(
            metric,
            path: path,
            step: interval,
            // Longer than the interval, or every sample would be unknown.
            heartbeat: interval == settings.interval ? settings.heartbeat : max(settings.heartbeat, 2 * interval),
            archives: settings.archives.archives(of: metric.name, interval: interval)
        )
        if trustsClock { _ = try StrayHistory.resolve(prefix.file(path), at: time) }
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
