import Rogue

/// A counter of the kernel on its way to be stored: a step back, or a reading of 0 in between, is left out.
///
/// After a reading that was wrongly 0, or too low, the next good one would be stored as an enormous rate. As it is, it is
/// stored as the mean since the last good one; and after a true reset one row is unknown.
struct CounterSeries {
    let metric: Metric
    private var last: UInt64 = 0

    init(_ metric: Metric) {
        self.metric = metric
    }

    /// Appends `value`, unless it is less than the last one.
    mutating func append(_ value: UInt64, to readings: inout [Reading]) {
        let isStep = value < last
        if value > 0 { last = value }
        if !isStep { readings.append(Reading(metric, value)) }
    }
}
