extension Delivery {
    /// Sends a batch, in parts where it is refused as a whole.
    func deliver(_ batch: Batch) async throws {
        var start = 0
        while start < batch.samples.count, report.kept == nil {
            guard let suspect = try await search(batch, from: start) else { return }
            // One after another was refused. Of one series: it goes on with the next. Of the first ones: it goes home.
            guard let segment = batch.segment(at: suspect), works || blocked.isEmpty else {
                report.kept = "it refuses one sample after another: \(lastRefusal)"
                return
            }
            works = false
            blocked.insert(segment.series.key)
            start = segment.range.upperBound
        }
    }

    /// Looks for samples at fault; answers the first of several in a row that were refused alone, else `nil`.
    private func search(_ batch: Batch, from start: Int) async throws -> Int? {
        var bisection = Bisection(start..<batch.samples.count, partLimit: partLimit)
        var settled = start
        while case .send(let range) = bisection.verdict {
            guard try await pace.wait() else {
                report.kept = "the deadline came first"
                return nil
            }
            guard !Task.isCancelled else { return nil }
            let outcome = await destination.send(batch.samples[range])
            pace.sent(range.count)
            switch outcome {
            case .delivered, .partly:
                let faults = faults(outcome, in: range, suspects: bisection.accepted())
                try await accept(batch, settled..<range.upperBound, sent: range, faults)
                settled = range.upperBound
            case .refused(let why):
                refused(why)
                bisection.refused()
            case .tooLarge(let why):
                refused(why)
                // One sample that is too large alone says nothing of what others may come to.
                partLimit = range.count > 1 ? min(partLimit, range.count / 2) : .max
                bisection.refused()
            case .unavailable(let why, let seconds):
                report.kept = why
                failed(why, askedFor: seconds)
                return nil
            }
        }
        return try await conclude(batch, bisection, settled: settled)
    }

    /// Why a sample will never be taken.
    typealias Blame = (cause: Loss.Cause, reason: String)

    /// The samples at fault: those that the store named, and those that it refused alone before it took others.
    private func faults(_ outcome: Outcome, in range: Range<Int>, suspects: [Int]) -> [Int: Blame] {
        var faults: [Int: Blame] = [:]
        for suspect in suspects { faults[suspect] = (.refused, lastRefusal) }
        guard case .partly(let refusals) = outcome else { return faults }
        for refusal in refusals where (0..<range.count).contains(refusal.index) {
            faults[range.lowerBound + refusal.index] = (refusal.cause, refusal.reason)
        }
        return faults
    }

    /// Settles samples, of which the store has just taken those in `sent`.
    private func accept(
        _ batch: Batch,
        _ range: Range<Int>,
        sent: Range<Int>,
        _ faults: [Int: Blame]
    ) async throws {
        let taken = sent.count - faults.keys.count(where: sent.contains)
        works = works || taken > 0
        report.delivered += taken
        (state.failures, state.until, state.isAsked) = (0, 0, false)
        let losses = faults.sorted { $0.key < $1.key }.compactMap {
            batch.loss(at: $0.key, $0.value.cause, $0.value.reason)
        }
        try await settle(batch.settlements(of: range, without: Set(faults.keys)), losses: losses)
    }

    /// What the suspects at the end of a search are: one alone, of a destination that takes others, is at fault.
    private func conclude(_ batch: Batch, _ bisection: Bisection, settled: Int) async throws -> Int? {
        guard let first = bisection.suspects.first else { return nil }
        guard bisection.verdict == .finished else { return first }
        if bisection.suspects.count == 1, works {
            let losses = batch.loss(at: first, .refused, lastRefusal).map { [$0] } ?? []
            try await settle(batch.settlements(of: settled..<batch.samples.count, without: [first]), losses: losses)
        } else {
            report.kept =
                "it refuses \(bisection.suspects.count) samples at the end, and took none after: \(lastRefusal)"
        }
        return nil
    }

    /// Takes note of what is settled for good.
    func settle(_ settled: [String: Settlement], losses: [Loss] = []) async throws {
        var changed: [String: Account] = [:]
        var slots = 0
        for (key, settlement) in settled {
            accounts[key]?.settle(settlement)
            changed[key] = accounts[key]
            slots += settlement.counts.total
        }
        try await store.commit(changed, losses: losses, of: destination.name)
        report.note(losses)
        progress(slots)
    }
}
