import Rogue

/// Stat Badger's payload: one JSON object for all samples of a time.
///
/// `{"datacenter": "", …, "timestamp": 1795219680, "points": [{"cpu.user": {"units": "percent", "value": 8.5}}]}`
enum BadgerPayload {
    /// What each payload says of the machine; other tags that all metrics have follow them.
    private static let metadata = ["datacenter", "region", "zone", "cluster", "hostname", "ipv4", "ipv6"]

    /// What a tag of all metrics is not called in a payload.
    private static let known = metadata + ["host", "points", "timestamp"]

    /// The most bytes of a payload, but for its last point: well below the million that a Kafka broker takes.
    private static let longest = 500_000

    /// The payloads in the order of their times, each on a line of its own, or on many.
    ///
    /// Samples of a time beyond the longest payload are in a second one with the same time.
    static func records(
        _ samples: ArraySlice<Sample>,
        _ source: SampleSource,
        _ layout: JSONWriter.Layout
    ) -> SampleRecords {
        let samples = samples.filter(\.value.isFinite)
        var records = SampleRecords()
        for (time, samples) in Dictionary(grouping: samples, by: \.time).sorted(by: { $0.key < $1.key }) {
            var rest = samples[...]
            while !rest.isEmpty {
                records.bytes += payload(time, &rest, source, layout) + [UInt8(ascii: "\n")]
                records.end()
            }
        }
        return records
    }

    /// A payload of as many of the samples as fit into one.
    private static func payload(
        _ time: Timestamp,
        _ samples: inout ArraySlice<Sample>,
        _ source: SampleSource,
        _ layout: JSONWriter.Layout
    ) -> [UInt8] {
        var json = JSONWriter(layout)
        let others = source.common.keys.filter { !known.contains($0) }
        let keys = metadata + others.sorted() + ["timestamp", "points"]
        json.begin("{")
        // Over many lines Stat Badger prints it sorted.
        for key in layout == .indented ? keys.sorted() : keys {
            switch key {
            case "timestamp": json.append(key, number: time)
            case "points": appendPoints(&samples, source, &json)
            case "hostname": json.append(key, text: source.common[key] ?? source.host)
            default: json.append(key, text: source.common[key] ?? "")
            }
        }
        json.end("}")
        return json.bytes
    }

    /// Moves samples into the array of points until it is long enough.
    private static func appendPoints(
        _ samples: inout ArraySlice<Sample>,
        _ source: SampleSource,
        _ json: inout JSONWriter
    ) {
        json.begin("[", of: "points")
        repeat {
            guard let sample = samples.popFirst() else { break }
            json.begin("{")
            json.begin("{", of: statistic(sample.metric))
            json.append("units", text: source.unit(of: sample.metric))
            json.append("value", number: sample.value)
            json.end("}")
            json.end("}")
        } while json.bytes.count < longest
        json.end("]")
    }

    /// The metric's name with the values of its tags, as Stat Badger has them: `disk.reads.sda`.
    static func statistic(_ metric: MetricName) -> String {
        ([metric.base] + metric.tags.map(\.value).filter { !$0.isEmpty }).joined(separator: ".")
    }
}
