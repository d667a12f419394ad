import Rogue

/// What Gnocchi is told: an archive policy, a resource, and the measures of a resource's metrics.
struct GnocchiJSON {
    let source: SampleSource
    /// Of the archive policy that new metrics get.
    let granularity: Interval
    /// How long the archive policy keeps measures.
    let retention: Interval

    /// The most characters of a unit: Gnocchi's schema of a metric.
    private static let longestUnit = 31

    /// The archive policy's name says what it is: one of that name that is there already is the same.
    var policyName: String { "rogue-\(granularity.seconds)s-\(retention.seconds)s" }

    /// The archive policy: `POST /v1/archive_policy`.
    var policy: [UInt8] {
        var json = JSONWriter(.compact)
        json.begin("{")
        json.append("name", text: policyName)
        json.begin("[", of: "aggregation_methods")
        for method in ["mean", "min", "max"] { json.append(text: method) }
        json.end("]")
        json.begin("[", of: "definition")
        json.begin("{")
        json.append("granularity", number: granularity.seconds)
        json.append("points", number: max(1, retention.seconds / granularity.seconds))
        json.end("}")
        json.end("]")
        json.end("}")
        return json.bytes
    }

    /// The resource, which is the machine: `POST /v1/resource/generic`.
    var resource: [UInt8] {
        var json = JSONWriter(.compact)
        json.begin("{")
        json.append("id", text: source.host)
        json.end("}")
        return json.bytes
    }

    /// The name of a metric: its text form, which has no `/`, with the tags of all metrics.
    func name(_ metric: MetricName) -> String {
        var tags = Dictionary(source.tags(of: metric)) { $1 }
        // The resource is the host.
        if tags["host"] == source.host { tags["host"] = nil }
        return MetricName(metric.base, tags: tags).description
    }

    /// The samples whose value is a number: `POST /v1/batch/resources/metrics/measures`; nothing where there is none.
    func measures(_ samples: ArraySlice<Sample>) -> [UInt8] {
        var json = JSONWriter(.compact)
        json.begin("{")
        json.begin("{", of: source.host)
        let count = json.bytes.count
        for run in SampleRuns(samples) { append(run, to: &json) }
        guard json.bytes.count > count else { return [] }
        json.end("}")
        json.end("}")
        return json.bytes
    }

    private func append(_ run: SampleRun, to json: inout JSONWriter) {
        json.begin("{", of: name(run.metric))
        json.append("archive_policy_name", text: policyName)
        let unit = source.unit(of: run.metric)
        if !unit.isEmpty, unit.unicodeScalars.count <= Self.longestUnit { json.append("unit", text: unit) }
        json.begin("[", of: "measures")
        for sample in run.samples {
            json.begin("{")
            json.append("timestamp", number: sample.time)
            json.append("value", number: sample.value)
            json.end("}")
        }
        json.end("]")
        json.end("}")
    }
}
