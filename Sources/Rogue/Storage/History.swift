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
    /// Whether coarser archives are read where nothing else is said.
    nonisolated let readsCoarse: Bool
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

    /// Looks at the files of the metrics that the patterns select, when all that was sampled of them is in their files.
    package func survey(_ patterns: [MetricPattern]) async throws -> HistorySurvey {
        survey(of: try await metrics(patterns))
    }

    /// Looks at the files of the metrics, each once.
    package func survey(of metrics: [MetricName]) -> HistorySurvey {
        HistorySurvey(
            entries: metrics.map { metric in
                let look = Result { try self.look(at: file(of: metric)) }
                return HistorySurvey.Entry(metric: metric, key: metric.description, look: look)
            }
        )
    }

    /// What the finest archive of the metric's file holds now.
    package func window(of metric: MetricName) throws -> HistoryWindow {
        try look(at: file(of: metric)).finest
    }

    /// The rows after `cursor` that no archive holds any more: none that this reader reads.
    package func expired(of metric: MetricName, after cursor: Timestamp?) throws -> HistoryRows.Expired? {
        try look(at: file(of: metric)).windows(coarse: readsCoarse).expired(after: cursor)
    }

    /// Reads up to `limit` final rows after `cursor`, from the oldest where there is no cursor.
    ///
    /// They are of one archive: where it changes, they end. Rows that left the archives between `cursor` and the oldest row
    /// are told in ``HistoryRows/expired``. Coarser archives are read where `coarse`, or else this reader's own choice,
    /// says so.
    package func rows(
        of metric: MetricName,
        after cursor: Timestamp?,
        limit: Int,
        coarse: Bool? = nil
    ) async throws -> HistoryRows {
        let file = try file(of: metric)
        for _ in 1...3 {
            let look = try look(at: file)
            let windows = look.windows(coarse: coarse ?? readsCoarse)
            // A cursor beyond the file and the clock is of a file that was replaced when the clock was wrong.
            let cursor = cursor.flatMap { $0 > windows.finest.end && $0 > now().timestamp ? nil : $0 }
            let (window, last) = windows.next(after: cursor)
            let start = max(cursor?.floored(to: window.step) ?? window.start, window.start)
            let end = min(last, start + min(limit, window.rows) * window.step)
            func rows(_ values: [Double]) -> HistoryRows {
                HistoryRows(
                    step: window.step,
                    start: start,
                    values: values,
                    expired: windows.expired(after: cursor),
                    slotStep: windows.finest.step,
                    file: look.file
                )
            }
            guard start < end else { return rows([]) }
            let read = try file.fetch(after: start.seconds, through: end.seconds, resolution: window.step)
            let isThere = try isStillThere(look.file, file) {
                $0.windows(coarse: coarse ?? readsCoarse).hold(step: window.step, after: start)
            }
            guard read.step == window.step, isThere, try await isUndisturbed() else { continue }
            return rows(read.values)
        }
        throw StorageError("read", file.path, "its rows expire faster than they can be read")
    }

    /// Whether what was just read of the file was its history.
    ///
    /// Where a row left the archive since the window was read, librrd answers with another archive, or with an unknown row;
    /// neither may be taken for history. Nor may the rows of another file.
    private func isStillThere(
        _ identity: Int,
        _ file: RoundRobinFile,
        _ holds: (HistoryLook) -> Bool
    ) throws -> Bool {
        let look = try look(at: file)
        return look.file == identity && holds(look)
    }

    /// Whether no agent has died in the middle of a flush since the files were settled; they are settled anew then.
    private func isUndisturbed() async throws -> Bool {
        guard let settled, try gate.isDisturbed(since: settled) else { return true }
        self.settled = try await gate.settle()
        return false
    }

    func file(of metric: MetricName) throws(StorageError) -> RoundRobinFile {
        guard let path = MetricPath.path(of: metric) else {
            throw StorageError("read", "\(metric)", "the name cannot be that of a file")
        }
        return RoundRobinFile(path: prefix.file(path))
    }

    func look(at file: RoundRobinFile) throws -> HistoryLook {
        let (header, identity) = try file.headerAndIdentity()
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
        return HistoryLook(
            archives: HistoryWindows(finest: window(finest), coarser: coarser.map(window)),
            file: identity
        )
    }
}
