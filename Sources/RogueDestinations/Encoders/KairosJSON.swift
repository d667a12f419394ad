import Rogue

/// Samples as KairosDB's REST has them: `[{"name": …, "type": "double", "datapoints": [[ms, value], …], "tags": {…}}]`.
struct KairosJSON {
    let source: SampleSource

    /// The samples whose value is a number; nothing at all where there is none.
    func encode(_ samples: ArraySlice<Sample>) -> [UInt8] {
        SampleRuns(samples).json(append)
    }

    private func append(_ run: SampleRun, _ json: inout JSONWriter) {
        let (name, tags) = MetricJSON(source: source, isPlain: true).names(of: run.metric)
        json.begin("{")
        json.append("name", text: name)
        json.append("type", text: "double")
        json.begin("[", of: "datapoints")
        for sample in run.samples {
            json.begin("[")
            json.append(number: sample.time.seconds * 1_000)
            json.append(number: sample.value)
            json.end("]")
        }
        json.end("]")
        json.begin("{", of: "tags")
        for tag in tags { json.append(tag.key, text: tag.value) }
        json.end("}")
        json.end("}")
    }
}
