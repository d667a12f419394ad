import FoundationEssentials
import Rogue

/// What OpenTSDB answers to `/api/put?details` where it did not take all points.
///
/// `{"errors":[{"datapoint":{"metric":…,"timestamp":…,"value":…,"tags":{…}},"error":"…"}],"failed":1,"success":2}`
struct OpenTSDBAnswer: Decodable {
    private let errors: [Failure]
    private let failed: Int

    private struct Failure: Decodable {
        let datapoint: Point
        let error: String
    }

    /// A point without its value, which may come back as a number or as text.
    private struct Point: Decodable, Hashable {
        let metric: String
        let timestamp: Int
        let tags: [String: String]
    }

    /// `nil` where it is no such answer.
    init?(_ body: [UInt8]) {
        guard let answer = try? JSONDecoder().decode(Self.self, from: Data(body)) else { return nil }
        self = answer
    }

    /// The samples that it names; `nil` where it names others, or not all of those that failed.
    func refusals(among samples: ArraySlice<Sample>, _ encoder: MetricJSON) -> [Refusal]? {
        var places: [Point: Int] = [:]
        for run in SampleRuns(samples) {
            let (metric, tags) = encoder.names(of: run.metric)
            let all = Dictionary(tags) { $1 }
            for sample in run.samples {
                places[Point(metric: metric, timestamp: sample.time.seconds, tags: all)] = places.count
            }
        }
        // Where a sample is no number, the places of the points are not those of the samples.
        guard !errors.isEmpty, errors.count == failed, places.count == samples.count else { return nil }
        var words: [Int: String] = [:]
        for failure in errors {
            guard let place = places[failure.datapoint] else { return nil }
            words[place] = "HTTP 400: " + printable(failure.error.utf8, limit: 200)
        }
        return words.sorted { $0.key < $1.key }.map { Refusal($0.key, $0.value) }
    }
}
