/// Samples to be sent at once, series by series, each one's in ascending time.
///
/// It follows from the cursors and the history alone: what is sent again is the same to the byte.
struct Batch {
    /// One series' part.
    struct Segment {
        let series: HistorySurvey.Entry
        /// Seconds between two slots.
        let step: Int
        /// Its samples.
        fileprivate(set) var range: Range<Int>
        /// Where its cursor stands when they are settled: behind the gaps that follow them.
        fileprivate(set) var end: Timestamp
        /// How many slots those gaps are.
        fileprivate(set) var gaps = 0
    }

    /// What a sample settles.
    private struct Slots {
        /// How many unknown slots there are right before it.
        let gaps: Int
        /// How many slots it stands for.
        let weight: Int
        let isCoarse: Bool
    }

    private(set) var samples: [Sample] = []
    private(set) var segments: [Segment] = []
    private var slots: [Slots] = []

    /// Adds what `rows` holds of a series after its `cursor`, up to `limit` samples in all; gaps are counted.
    ///
    /// A series' rows may come in several pieces, one after the other.
    mutating func append(_ rows: HistoryRows, of series: HistorySurvey.Entry, after cursor: Timestamp, limit: Int) {
        if segments.last?.series.key != series.key {
            let range = samples.count..<samples.count
            segments.append(Segment(series: series, step: rows.slotStep, range: range, end: cursor))
        }
        guard let last = segments.indices.last else { return }
        let (name, isCoarse) = (rows.name(of: series.metric), rows.isCoarse)
        var (gaps, end) = (segments[last].gaps, segments[last].end)
        for (index, value) in rows.values.enumerated() {
            let weight = rows.slots(index, after: cursor)
            guard value.isFinite else {
                gaps += weight
                continue
            }
            guard samples.count < limit else { break }
            end = rows.time(index)
            samples.append(Sample(name, end, value))
            slots.append(Slots(gaps: gaps, weight: weight, isCoarse: isCoarse))
            gaps = 0
        }
        // Gaps behind the last sample of a full batch are left to the next one.
        let isFull = samples.count >= limit
        segments[last].range = segments[last].range.lowerBound..<samples.count
        segments[last].end = isFull ? end : rows.end
        segments[last].gaps = isFull ? 0 : gaps
    }

    /// What is settled when the samples of `range`, and all before it, are; those at `faults` never will be delivered.
    func settlements(of range: Range<Int>, without faults: Set<Int> = []) -> [String: Settlement] {
        var settlements: [String: Settlement] = [:]
        for segment in segments where segment.range.overlaps(range) {
            let part = segment.range.clamped(to: range)
            var counts = SlotCounts()
            for index in part {
                let slot = slots[index]
                counts.gaps += slot.gaps
                if faults.contains(index) {
                    counts.ledgered += slot.weight
                } else {
                    counts.delivered += slot.weight
                    if slot.isCoarse { counts.coarse += slot.weight }
                }
            }
            let isWhole = part.upperBound == segment.range.upperBound
            if isWhole { counts.gaps += segment.gaps }
            let end = isWhole ? segment.end : samples[part.upperBound - 1].time
            settlements[segment.series.key] = Settlement(end: end, counts: counts)
        }
        return settlements
    }

    /// What is settled of the series that have nothing but gaps.
    var gaps: [String: Settlement] {
        let empty = segments.filter(\.range.isEmpty)
        return Dictionary(
            empty.map { ($0.series.key, Settlement(end: $0.end, counts: SlotCounts(ledgered: 0, gaps: $0.gaps))) }
        ) {
            $1
        }
    }

    /// The part that the sample at `index` is in.
    func segment(at index: Int) -> Segment? {
        segments.first { $0.range.contains(index) }
    }

    /// The loss of the sample at `index`.
    func loss(at index: Int, _ cause: Loss.Cause, _ detail: String) -> Loss? {
        guard let segment = segment(at: index) else { return nil }
        let weight = slots[index].weight
        return Loss(segment.series.metric, samples[index], slots: weight, step: segment.step, cause, detail)
    }
}
