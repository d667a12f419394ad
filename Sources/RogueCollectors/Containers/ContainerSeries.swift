import Rogue

/// The metrics of one container, each made when it is first needed.
struct ContainerSeries {
    private let name: String
    private var gauges: [String: Metric] = [:]
    private var counters: [String: CounterSeries] = [:]

    init(_ name: String) {
        self.name = name
    }

    /// Appends a gauge, where there is a value.
    mutating func gauge(_ base: String, _ value: Double?, unit: String = "1", to readings: inout [Reading]) {
        guard let value else { return }
        let metric = gauges[base] ?? .gauge("container." + base, ContainerSummary.of(base), unit: unit, tags: tags())
        gauges[base] = metric
        readings.append(Reading(metric, value))
    }

    /// Appends a counter, where there is a value; of a `device` where one is given.
    ///
    /// Answers how far it came since the last look, by a `time` in monotonic seconds.
    @discardableResult
    mutating func counter(
        _ base: String,
        _ value: UInt64?,
        unit: String = "1/s",
        device: String? = nil,
        at time: Double = 0,
        to readings: inout [Reading]
    ) -> (count: UInt64, seconds: Double)? {
        guard let value else { return nil }
        let key = device.map { "\(base) \($0)" } ?? base
        var series =
            counters[key]
            ?? CounterSeries(
                .counter("container." + base, ContainerSummary.of(base), unit: unit, tags: tags(device))
            )
        series.append(value, at: time, to: &readings)
        counters[key] = series
        return series.passed
    }

    private func tags(_ device: String? = nil) -> [String: String] {
        var tags = ["container": name]
        tags["device"] = device
        return tags
    }
}
