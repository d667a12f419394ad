/// Samples to be sent at once, metric by metric, each metric's in ascending time.
///
/// It follows from the cursors and the history alone: what is sent again is the same to the byte.
struct Batch {
    /// One metric's part.
    struct Segment {
        let metric: MetricName
        /// Its samples.
        fileprivate(set) var range: Range<Int>
        /// Where its cursor stands when they are settled: behind the gaps that follow them.
        fileprivate(set) var end: Timestamp
    }

    private(set) var samples: [Sample] = []
    private(set) var segments: [Segment] = []

    /// Adds what `rows` holds of a metric, up to `limit` samples in all; gaps are left out.
    ///
    /// A metric's rows may come in several pieces, one after the other.
    mutating func append(_ rows: HistoryRows, of metric: MetricName, limit: Int) {
        let first = samples.count
        let name = rows.name(of: metric)
        var end = rows.end
        for (index, value) in rows.values.enumerated() where value.isFinite {
            guard samples.count < limit else {
                end = samples.count > first ? samples[samples.count - 1].time : rows.start
                break
            }
            samples.append(Sample(name, rows.time(index), value))
        }
        if let last = segments.indices.last, segments[last].metric == metric {
            segments[last].range = segments[last].range.lowerBound..<samples.count
            segments[last].end = end
        } else {
            segments.append(Segment(metric: metric, range: first..<samples.count, end: end))
        }
    }

    /// Where cursors stand when the samples of `range`, and all before it, are settled.
    func cursors(settling range: Range<Int>) -> [MetricName: Timestamp] {
        var cursors: [MetricName: Timestamp] = [:]
        for segment in segments where segment.range.overlaps(range) {
            let isWhole = range.upperBound >= segment.range.upperBound
            cursors[segment.metric] = isWhole ? segment.end : samples[range.upperBound - 1].time
        }
        return cursors
    }

    /// The cursors of the metrics that have nothing but gaps.
    var gaps: [MetricName: Timestamp] {
        Dictionary(segments.filter(\.range.isEmpty).map { ($0.metric, $0.end) }) { $1 }
    }

    /// The part that the sample at `index` is in.
    func segment(at index: Int) -> Segment? {
        segments.first { $0.range.contains(index) }
    }
}
