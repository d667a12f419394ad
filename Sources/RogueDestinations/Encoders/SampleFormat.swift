import Rogue

/// How samples are written where anybody may be the reader: on a pipe, for a program, in a topic.
enum SampleFormat: String, CaseIterable {
    /// Stat Badger's payload: a JSON object for all samples of a time.
    case badger
    /// The same over many lines, sorted by key.
    case pretty
    /// A flat JSON object for each sample, as Druid takes it.
    case flat
    /// `put name time value key=value …`: OpenTSDB.
    case put
    /// The same without `put`: tcollector.
    case tcollector
    /// `name,key=value… value=value nanoseconds`: InfluxDB's line protocol.
    case line
    /// `name,value,time`, as rogue-export writes it.
    case csv

    /// The records of the samples whose value is a number, each with its line end.
    func records(_ samples: ArraySlice<Sample>, _ source: SampleSource) -> SampleRecords {
        switch self {
        case .badger: BadgerPayload.records(samples, source, .spaced)
        case .pretty: BadgerPayload.records(samples, source, .indented)
        case .flat, .put, .tcollector, .line, .csv:
            SampleLine.records(samples) { line(of: $0, source) }
        }
    }

    /// What a metric is called there.
    func storeName(of metric: MetricName, _ source: SampleSource) -> StoreName {
        switch self {
        case .badger, .pretty: .named(BadgerPayload.statistic(metric))
        case .flat, .put, .tcollector, .line, .csv:
            .named(String(decoding: line(of: metric, source).identity, as: UTF8.self))
        }
    }

    private func line(of metric: MetricName, _ source: SampleSource) -> SampleLine {
        let tags = source.tags(of: metric)
        return switch self {
        case .flat: .flat(metric, tags)
        case .put: .put("put ", metric, tags)
        case .tcollector: .put("", metric, tags)
        case .line: .influx(metric, tags)
        case .badger, .pretty, .csv: .csv(metric)
        }
    }
}
