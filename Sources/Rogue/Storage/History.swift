package import Logging
import RoundRobin

/// Reads the metrics' files: final rows only, of the finest archive, or where that no longer holds them and the reader
/// wants it, of the next coarser.
///
/// An actor, for librrd wants one owner of a file in each process, on a queue of its own, for it blocks.
package actor History {
    private let executor = SerialQueueExecutor(label: "rogue.history")
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    package nonisolated let prefix: Prefix
    private let gate: HistoryGate
    private let readsCoarse: Bool
    private let now: @Sendable () -> WallClock
    /// How the files were last brought up to date.
    private var settled: HistoryGate.Settled?

    /// A reader of the prefix; `logger` hears of what a recovery finds damaged.
    ///
    /// With `coarse`, what the finest archive no longer holds is read from the next coarser AVERAGE archive.
    package init(
        _ prefix: Prefix,
        _ logger: Logger,
        coarse: Bool = false,
        now: @escaping @Sendable () -> WallClock = { .now }
    ) {
        self.readsCoarse = coarse
        self.prefix = prefix
        self.gate = HistoryGate(prefix, logger)
        self.now = now
    }

    /// The metrics that the patterns select, when all that was sampled of them is in their files.
    package func metrics(_ patterns: [MetricPattern]) async throws -> [MetricName] {
        settled = try await gate.settle()
        return try prefix.metrics().filter(patterns.select)
    }

    /// What the finest archive of the metric's file holds now.
    package func window(of metric: MetricName) throws -> HistoryWindow {
        try windows(of: file(of: metric)).finest
    }

    /// The rows after `cursor` that no archive holds any more: none that this reader reads.
    package func expired(of metric: MetricName, after cursor: Timestamp?) throws -> HistoryRows.Expired? {
        try windows(of: file(of: metric)).expired(after: cursor)
    }

    /// Reads up to `limit` final rows after `cursor`, from the oldest where there is no cursor.
    ///
    /// They are of one archive: where it changes, they end. Rows that left the archives between `cursor` and the oldest row
    /// are told in ``HistoryRows/expired``.
    package func rows(of metric: MetricName, after cursor: Timestamp?, limit: Int) async throws -> HistoryRows {
        let file = try file(of: metric)
        for _ in 1...3 {
            let windows = try windows(of: file)
            // A cursor beyond the file and the clock is of a file that was replaced when the clock was wrong.
            let cursor = cursor.flatMap { $0 > windows.finest.end && $0 > now().timestamp ? nil : $0 }
            let (window, last) = windows.next(after: cursor)
            let start = max(cursor?.floored(to: window.step) ?? window.start, window.start)
            let end = min(last, start + min(limit, window.rows) * window.step)
            let expired = windows.expired(after: cursor)
            guard start < end else { return HistoryRows(step: window.step, start: start, values: [], expired: expired) }
            let rows = try file.fetch(after: start.seconds, through: end.seconds, resolution: window.step)
            // Where a row left the archive since the window was read, librrd answers with another archive, or with an
            // unknown row; neither may be taken for history.
            guard rows.step == window.step, try self.windows(of: file).hold(step: rows.step, after: start) else {
                continue
            }
            if let settled, try gate.isDisturbed(since: settled) {
                self.settled = try await gate.settle()
                continue
            }
            let isCoarse = window.step != windows.finest.step
            return HistoryRows(step: rows.step, start: start, values: rows.values, expired: expired, isCoarse: isCoarse)
        }
        throw StorageError("read", file.path, "its rows expire faster than they can be read")
    }

    /// How many final rows after `cursor` are no gaps.
    package func pending(of metric: MetricName, after cursor: Timestamp?) async throws -> Int {
        var (count, end) = (0, cursor)
        while true {
            let rows = try await rows(of: metric, after: end, limit: 100_000)
            guard !rows.values.isEmpty else { return count }
            count += rows.values.count { $0.isFinite }
            end = rows.end
        }
    }

    private func file(of metric: MetricName) throws(StorageError) -> RoundRobinFile {
        guard let path = MetricPath.path(of: metric) else {
            throw StorageError("read", "\(metric)", "the name cannot be that of a file")
        }
        return RoundRobinFile(path: prefix.file(path))
    }

    private func windows(of file: RoundRobinFile) throws -> HistoryWindows {
        let header = try file.header()
        guard let finest = header.finest else {
            throw StorageError("read", file.path, "it has no AVERAGE archive")
        }
        func window(_ archive: RoundRobinArchive) -> HistoryWindow {
            HistoryWindow(
                step: header.step * archive.stepsPerRow,
                rows: archive.rows,
                lastUpdate: Timestamp(header.lastUpdate)
            )
        }
        let coarser = header.archives.filter { $0.function == .average && $0.stepsPerRow > finest.stepsPerRow }
        return HistoryWindows(finest: window(finest), coarser: readsCoarse ? coarser.map(window) : [])
    }
}
