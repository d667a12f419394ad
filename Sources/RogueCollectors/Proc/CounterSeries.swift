import Rogue

/// A counter of the kernel that stands by itself, on its way to be stored as far as it can be believed: ``CounterRow``.
struct CounterSeries {
    let metric: Metric
    private var row = CounterRow<1>()

    init(_ metric: Metric) {
        self.metric = metric
    }

    /// How far it came between the two latest looks, and in how many seconds.
    var passed: (count: UInt64, seconds: Double)? { row.passed.map { ($0.counts[0], $0.seconds) } }

    /// Appends what it is at a monotonic time in seconds, unless it is doubted.
    mutating func append(_ value: UInt64, at time: Double = 0, to readings: inout [Reading]) {
        if row.take([value], at: time) { readings.append(Reading(metric, value)) }
    }
}
