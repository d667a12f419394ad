import Rogue

/// Samples as the JSON of InfluxDB 0.8: `[{"name": …, "columns": ["time","sequence_number","value", …], "points": […]}]`.
///
/// That store keeps all metrics of a name in one series, and one point for each time and sequence number. The number is
/// a hash of the tags, so that what is sent again takes the place of what was there, and of nothing else.
struct InfluxSeries {
    let source: SampleSource

    private static let columns = ["time", "sequence_number", "value"]

    /// The body for the samples whose value is a number; nothing at all where there is none.
    func encode(_ samples: ArraySlice<Sample>) -> [UInt8] {
        SampleRuns(samples).json(append)
    }

    /// What tells a metric's points from those of others.
    func storeName(of metric: MetricName) -> StoreName { .named("\(metric.base)#\(number(source.tags(of: metric)))") }

    private func append(_ run: SampleRun, _ json: inout JSONWriter) {
        let tags = source.tags(of: run.metric)
        let number = number(tags)
        json.begin("{")
        json.append("name", text: run.metric.base)
        json.begin("[", of: "columns")
        for column in Self.columns { json.append(text: column) }
        for tag in tags { json.append(text: Self.columns.contains(tag.key) ? "tag_" + tag.key : tag.key) }
        json.end("]")
        json.begin("[", of: "points")
        for sample in run.samples {
            json.begin("[")
            json.append(number: sample.time)
            json.append(number: number)
            json.append(number: sample.value)
            for tag in tags { json.append(text: tag.value) }
            json.end("]")
        }
        json.end("]")
        json.end("}")
    }

    private func number(_ tags: [SampleLine.Tag]) -> UInt64 {
        StableHash.number(MetricName("", tags: Dictionary(tags) { $1 }).description)
    }
}
