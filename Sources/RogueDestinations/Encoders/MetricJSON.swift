import Rogue

/// Samples as a JSON array, exactly the body of OpenTSDB's `/api/put`.
///
/// `[{"metric":"CPUPercent","value":17.5,"timestamp":1795219680,"tags":{"host":"h"}}]`
struct MetricJSON {
    let source: SampleSource
    /// Whether names and tags have only the characters that OpenTSDB takes.
    var isPlain = false

    /// The samples whose value is a number, as JSON knows no other; nothing at all where there is none.
    func encode(_ samples: ArraySlice<Sample>) -> [UInt8] {
        let objects = SampleLine.records(samples) { line(of: $0) }.bytes
        guard !objects.isEmpty else { return [] }
        // Each has a comma behind it.
        return [UInt8(ascii: "[")] + objects.dropLast() + [UInt8(ascii: "]")]
    }

    /// What a metric is called there.
    func storeName(of metric: MetricName) -> StoreName {
        .named(String(decoding: line(of: metric).identity, as: UTF8.self))
    }

    /// What the metric and its tags are called in the body.
    func names(of metric: MetricName) -> (name: String, tags: [SampleLine.Tag]) {
        let tags = source.tags(of: metric)
        guard isPlain else { return (metric.base, tags) }
        return (PlainName.of(metric.base), tags.map { (PlainName.of($0.key), PlainName.of($0.value)) })
    }

    /// The machine's tag goes first, unless the metric has one of its own: a batch that an earlier release sent is the same
    /// to the byte when it is sent again.
    private func line(of metric: MetricName) -> SampleLine {
        var (name, tags) = names(of: metric)
        let isOwn = metric.tags.contains { $0.key == "host" }
        if !isOwn, let host = tags.firstIndex(where: { $0.key == "host" }) { tags.insert(tags.remove(at: host), at: 0) }
        return .object(name, tags)
    }
}
