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
    mutating func gauge(_ base: String, _ value: Double?, unit: String = "", to readings: inout [Reading]) {
        guard let value else { return }
        let metric = gauges[base] ?? Metric(metricName(base), .gauge, unit: unit, summary: ContainerSummary.of(base))
        gauges[base] = metric
        readings.append(Reading(metric, value))
    }

    /// Appends a counter, where there is a value; of a `device` where one is given.
    mutating func counter(
        _ base: String,
        _ value: UInt64?,
        unit: String = "1/s",
        device: String? = nil,
        to readings: inout [Reading]
    ) {
        guard let value else { return }
        let key = device.map { "\(base) \($0)" } ?? base
        var series =
            counters[key]
            ?? CounterSeries(
                Metric(metricName(base, device), .counter, unit: unit, summary: ContainerSummary.of(base))
            )
        series.append(value, to: &readings)
        counters[key] = series
    }

    private func metricName(_ base: String, _ device: String? = nil) -> MetricName {
        var tags = ["container": name]
        tags["device"] = device
        return MetricName("container." + base, tags: tags)
    }
}
