/// One run for one destination: everything that is pending is sent, batch by batch.
///
/// On a queue of its own, for `Destination.send` blocks: a slow destination delays no other.
package actor Delivery {
    private let executor = SerialQueueExecutor(label: "rogue.delivery")
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let destination: any Destination
    private let history: History
    private let store: CursorStore
    private let now: @Sendable () -> WallClock
    private let progress: @Sendable (Int) -> Void

    private var report: DeliveryReport
    private var cursors: [String: Timestamp] = [:]
    /// Metrics of which sample after sample is refused: kept, for the run.
    private var blocked: Set<MetricName> = []
    /// Whether the destination took anything since a metric was last blocked.
    private var works = false
    /// What the destination said when it last refused something.
    private var lastRefusal = ""

    /// `progress` is told how many more rows are settled.
    package init(
        _ destination: any Destination,
        _ history: History,
        _ store: CursorStore,
        now: @escaping @Sendable () -> WallClock = { .now },
        progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.destination = destination
        self.history = history
        self.store = store
        self.now = now
        self.progress = progress
        self.report = DeliveryReport(destination: destination.name)
    }

    /// Sends what is pending of the metrics, and says how it went.
    ///
    /// A run elsewhere for the same destination is left to it.
    package func run(_ metrics: [MetricName]) async -> DeliveryReport {
        do {
            let path = history.prefix.file("forward.\(destination.lockName).lock")
            guard let lock = try FileLock.take(path) else {
                report.isElsewhere = true
                return report
            }
            defer { withExtendedLifetime(lock) {} }
            if let seconds = try await secondsOnHold() {
                report.kept = "it asked to be left alone for another \(seconds) s"
                return report
            }
            cursors = try await store.cursors(of: destination.name)
            try await drain(metrics)
        } catch {
            report.errors.append("\(error)")
        }
        return report
    }

    private func drain(_ metrics: [MetricName]) async throws {
        var rest = metrics[...]
        while report.kept == nil {
            let batch = try await nextBatch(&rest)
            guard !batch.segments.isEmpty else { break }
            try await settle(batch.gaps)
            if !batch.samples.isEmpty { try await deliver(batch) }
        }
        if report.kept == nil, let metric = blocked.first {
            report.kept =
                "it refuses \(metric), \(lastRefusal)"
                + (blocked.count > 1 ? " and \(blocked.count - 1) more metrics" : "")
        }
    }

    /// Fills a batch from the metrics in their order; a metric is done when its final rows are in.
    private func nextBatch(_ metrics: inout ArraySlice<MetricName>) async throws -> Batch {
        var batch = Batch()
        while let metric = metrics.first, batch.samples.count < destination.batchLimit {
            guard !blocked.contains(metric), let rows = await read(metric, in: batch), !rows.values.isEmpty else {
                metrics.removeFirst()
                continue
            }
            if let expired = rows.expired {
                // Rows expired behind some that are in this batch: those have to be settled first.
                guard batch.segments.last?.metric != metric else { break }
                try await settle([metric: expired.last], losses: [Loss(metric, expired)])
            }
            batch.append(rows, of: metric, limit: destination.batchLimit)
        }
        return batch
    }

    /// The next rows of a metric, behind those that are in the batch already.
    private func read(_ metric: MetricName, in batch: Batch) async -> HistoryRows? {
        let known = batch.segments.last.flatMap { $0.metric == metric ? $0.end : nil }
        do {
            let cursor = known ?? cursors[metric.description]
            return try await history.rows(of: metric, after: cursor, limit: destination.batchLimit)
        } catch {
            report.errors.append("\(error)")
            return nil
        }
    }

    /// Sends a batch, in parts where it is refused as a whole.
    private func deliver(_ batch: Batch) async throws {
        var start = 0
        while start < batch.samples.count, report.kept == nil {
            guard let suspect = try await search(batch, from: start) else { return }
            // One after another was refused. Of one metric: it goes on with the next. Of the first ones: it goes home.
            let segment = batch.segment(at: suspect)
            // Not the sample's name: that of a coarse row has its granularity in it.
            let metric = segment?.metric ?? batch.samples[suspect].metric
            guard works || blocked.isEmpty else {
                report.kept = "it refuses one sample after another: \(lastRefusal)"
                return
            }
            works = false
            blocked.insert(metric)
            start = segment?.range.upperBound ?? batch.samples.count
        }
    }

    /// Looks for samples at fault; answers the first of several in a row that were refused alone, else `nil`.
    private func search(_ batch: Batch, from start: Int) async throws -> Int? {
        var bisection = Bisection(count: batch.samples.count - start)
        var settled = start
        while case .send(let part) = bisection.verdict {
            let range = part.lowerBound + start..<part.upperBound + start
            switch await destination.send(batch.samples[range]) {
            case .delivered:
                let faults = bisection.accepted().map { Loss(batch.samples[$0 + start], refused: lastRefusal) }
                works = true
                report.delivered += range.count
                try await settle(batch.cursors(settling: settled..<range.upperBound), losses: faults)
                progress(range.upperBound - settled)
                settled = range.upperBound
            case .partly(let refusals):
                let suspects = bisection.accepted().map { Loss(batch.samples[$0 + start], refused: lastRefusal) }
                let faults = refusals.filter { range.indices.contains(range.lowerBound + $0.index) }.map {
                    Loss(batch.samples[range.lowerBound + $0.index], refused: $0.reason, cause: $0.cause)
                }
                works = works || faults.count < range.count
                report.delivered += range.count - faults.count
                try await settle(batch.cursors(settling: settled..<range.upperBound), losses: suspects + faults)
                progress(range.upperBound - settled)
                settled = range.upperBound
            case .refused(let why), .tooLarge(let why):
                lastRefusal = why
                bisection.refused()
            case .unavailable(let why, let seconds):
                report.kept = why
                try await hold(seconds)
                return nil
            }
        }
        return try await conclude(batch, bisection, settled: settled, start: start)
    }

    /// What the suspects at the end of a search are: one alone, of a destination that takes others, is at fault.
    private func conclude(
        _ batch: Batch,
        _ bisection: Bisection,
        settled: Int,
        start: Int
    ) async throws -> Int? {
        guard let first = bisection.suspects.first else { return nil }
        guard bisection.verdict == .finished else { return first + start }
        if bisection.suspects.count == 1, works {
            let fault = Loss(batch.samples[first + start], refused: lastRefusal)
            try await settle(batch.cursors(settling: settled..<batch.samples.count), losses: [fault])
        } else {
            report.kept =
                "it refuses \(bisection.suspects.count) samples at the end, and took none after: \(lastRefusal)"
        }
        return nil
    }

    private func settle(_ settled: [MetricName: Timestamp], losses: [Loss] = []) async throws {
        try await store.commit(settled, losses: losses, of: destination.name)
        for (metric, time) in settled { cursors[metric.description] = time }
        report.losses += losses
    }

    /// The longest time that a destination may ask for, so that no clock that was wrong for a moment ends delivery.
    private static let longestHold = 3_600

    private func hold(_ seconds: Int?) async throws {
        guard let seconds else { return }
        try await store.hold(destination.name, until: now().timestamp + min(seconds, Self.longestHold))
    }

    private func secondsOnHold() async throws -> Int? {
        guard let until = try await store.hold(of: destination.name) else { return nil }
        let seconds = until - now().timestamp
        return (1...Self.longestHold).contains(seconds) ? seconds : nil
    }
}
