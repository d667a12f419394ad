package import Logging
import RoundRobin

/// Reads the metrics' files: final rows only, of the finest archive only.
///
/// An actor, for librrd wants one owner of a file in each process, on a queue of its own, for it blocks.
package actor History {
    private let executor = SerialQueueExecutor(label: "rogue.history")
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    package nonisolated let prefix: Prefix
    private let gate: HistoryGate
    private let now: @Sendable () -> WallClock
    /// Whether an agent lived when the files were last brought up to date.
    private var agentLives = false

    /// A reader of the prefix; `logger` hears of what a recovery finds damaged.
    package init(_ prefix: Prefix, _ logger: Logger, now: @escaping @Sendable () -> WallClock = { .now }) {
        self.prefix = prefix
        self.gate = HistoryGate(prefix, logger)
        self.now = now
    }

    /// The metrics that the patterns select, when all that was sampled of them is in their files.
    package func metrics(_ patterns: [MetricPattern]) async throws -> [MetricName] {
        agentLives = try await gate.settle()
        return try prefix.metrics().filter(patterns.select)
    }

    /// What the finest archive of the metric's file holds now.
    package func window(of metric: MetricName) throws -> HistoryWindow {
        try window(of: file(of: metric))
    }

    /// Reads up to `limit` final rows after `cursor`, from the oldest where there is no cursor.
    ///
    /// Rows that left the archive between `cursor` and its oldest row are told in ``HistoryRows/expired``.
    package func rows(of metric: MetricName, after cursor: Timestamp?, limit: Int) async throws -> HistoryRows {
        let file = try file(of: metric)
        for _ in 1...3 {
            let window = try window(of: file)
            // A cursor beyond the file and the clock is of a file that was replaced when the clock was wrong.
            let cursor = cursor.flatMap { $0 > window.end && $0 > now().timestamp ? nil : $0 }
            let start = max(cursor?.floored(to: window.step) ?? window.start, window.start)
            let end = min(window.end, start + min(limit, window.rows) * window.step)
            let expired = window.expired(after: cursor)
            guard start < end else { return HistoryRows(step: window.step, start: start, values: [], expired: expired) }
            let rows = try file.fetch(after: start.seconds, through: end.seconds)
            // Where a row left the archive since the window was read, librrd answers with a coarser archive, or with
            // an unknown row; neither may be taken for history.
            guard rows.step == window.step, try self.window(of: file).start <= start else { continue }
            if try gate.hasLost(agent: agentLives) {
                agentLives = try await gate.settle()
                continue
            }
            return HistoryRows(step: rows.step, start: start, values: rows.values, expired: expired)
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

    private func window(of file: RoundRobinFile) throws -> HistoryWindow {
        let header = try file.header()
        guard let archive = header.finest else {
            throw StorageError("read", file.path, "it has no AVERAGE archive")
        }
        return HistoryWindow(
            step: header.step * archive.stepsPerRow,
            rows: archive.rows,
            lastUpdate: Timestamp(header.lastUpdate)
        )
    }
}
