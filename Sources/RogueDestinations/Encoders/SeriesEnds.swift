import Rogue
import Synchronization

/// When each series had its last sample, as far as this process has sent it: what ends needs a word of its own.
final class SeriesEnds: Sendable {
    private let last = Mutex<[MetricName: Timestamp]>([:])

    /// A series without a sample for so many seconds has ended.
    private static let longestSilence = 300

    /// The series that have ended by the time of the newest of the samples, and are not among these.
    func ended(before samples: ArraySlice<Sample>) -> [(metric: MetricName, last: Timestamp)] {
        guard let newest = samples.map(\.time).max() else { return [] }
        let present = Set(samples.lazy.map(\.metric))
        return last.withLock { last in
            last.filter { newest - $0.value > Self.longestSilence && !present.contains($0.key) }
        }
        .map { (metric: $0.key, last: $0.value) }.sorted { $0.metric < $1.metric }
    }

    /// Remembers what was delivered; of the series that have ended, nothing more.
    func note(_ samples: ArraySlice<Sample>, ended: [(metric: MetricName, last: Timestamp)]) {
        last.withLock { last in
            for series in ended { last[series.metric] = nil }
            for sample in samples { last[sample.metric] = sample.time }
        }
    }
}
