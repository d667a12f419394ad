import Rogue

/// Samples of one metric, one after the other, whose values are numbers.
struct SampleRun {
    let metric: MetricName
    let samples: [Sample]
}

/// The runs of samples of one metric; samples that are no number are in none.
struct SampleRuns: Sequence, IteratorProtocol {
    private var rest: ArraySlice<Sample>

    init(_ samples: ArraySlice<Sample>) {
        rest = samples.filter(\.value.isFinite)[...]
    }

    mutating func next() -> SampleRun? {
        guard let metric = rest.first?.metric else { return nil }
        let run = rest.prefix { $0.metric == metric }
        rest = rest[run.endIndex...]
        return SampleRun(metric: metric, samples: Array(run))
    }

    /// A JSON array of what `append` makes of each run; nothing at all where there is none.
    func json(_ append: (SampleRun, inout JSONWriter) -> Void) -> [UInt8] {
        guard !rest.isEmpty else { return [] }
        var json = JSONWriter(.compact)
        json.begin("[")
        for run in self { append(run, &json) }
        json.end("]")
        return json.bytes
    }
}
