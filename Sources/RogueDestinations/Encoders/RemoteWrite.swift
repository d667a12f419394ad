import Rogue

/// Samples as Prometheus' remote write 1.0 has them: the message `WriteRequest`, compressed by snappy.
struct RemoteWrite {
    let source: SampleSource

    /// The bits of the value that says that a series has ended: the specification's stale marker.
    static let staleMarker: UInt64 = 0x7ff0_0000_0000_0002

    /// The numbers of the message's fields: prompb/remote.proto, prompb/types.proto.
    private enum Field {
        static let series: UInt64 = 1
        static let label: UInt64 = 1
        static let sample: UInt64 = 2
        static let name: UInt64 = 1
        static let text: UInt64 = 2
        static let value: UInt64 = 1
        static let milliseconds: UInt64 = 2
    }

    /// The message for the samples whose value is a number; nothing at all where there is none.
    func encode(_ samples: ArraySlice<Sample>) -> [UInt8] {
        var request = Protobuf()
        for run in SampleRuns(samples) {
            var series = series(run.metric)
            for sample in run.samples {
                Self.append(sample.value.bitPattern, at: sample.time.seconds * 1_000, to: &series)
            }
            request.append(Field.series, series.bytes)
        }
        return request.bytes
    }

    /// The message with a marker right behind the last sample of each series.
    func encode(_ ends: [SeriesEnd]) -> [UInt8] {
        var request = Protobuf()
        for end in ends {
            var series = series(end.metric)
            Self.append(Self.staleMarker, at: end.last.seconds * 1_000 + 1, to: &series)
            request.append(Field.series, series.bytes)
        }
        return request.bytes
    }

    /// A series with its labels, which are in the order of their bytes.
    private func series(_ metric: MetricName) -> Protobuf {
        var series = Protobuf()
        for (key, value) in labels(metric) {
            var label = Protobuf()
            label.append(Field.name, key.utf8)
            label.append(Field.text, value.utf8)
            series.append(Field.label, label.bytes)
        }
        return series
    }

    private static func append(_ bits: UInt64, at milliseconds: Int, to series: inout Protobuf) {
        var sample = Protobuf()
        sample.append(Field.value, bitsOf: bits)
        sample.append(Field.milliseconds, milliseconds)
        series.append(Field.sample, sample.bytes)
    }

    /// The labels of a metric, sorted.
    func labels(_ metric: MetricName) -> [(key: String, value: String)] {
        let tags = source.tags(of: metric).map { (key: PrometheusName.label($0.key), value: $0.value) }
        return ([(key: "__name__", value: PrometheusName.metric(metric.base))] + tags).sorted { left, right in
            left.key.utf8.lexicographicallyPrecedes(right.key.utf8)
        }
    }
}
