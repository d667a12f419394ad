import Foundation
import RogueTestSupport

/// A sample as the HTTP API takes it.
struct Point: Hashable, Decodable {
    let metric: String
    let timestamp: Int
    let value: Double
    let tags: [String: String]
}

extension HTTPTestRequest {
    /// What the body holds; nothing where it is not what it should be.
    var points: [Point] { (try? JSONDecoder().decode([Point].self, from: Data(body))) ?? [] }
}

extension HTTPTestServer {
    /// The points of all requests, in their order.
    var points: [Point] { requests.flatMap(\.points) }

    /// What the requests brought; `nil` where a time of a series came with two values.
    var values: SeriesValues? { SeriesValues(points.map { ($0.metric, $0.timestamp, $0.value) }) }
}

extension SeriesValues {
    /// What the triples of series, time and value say; `nil` where they contradict each other.
    init?(_ triples: [(String, Int, Double)]) {
        self = [:]
        for (series, time, value) in triples {
            guard self[series, default: [:]].updateValue(value, forKey: time) ?? value == value else { return nil }
        }
    }

    /// How many values there are.
    var total: Int { values.reduce(0) { $0 + $1.count } }
}
