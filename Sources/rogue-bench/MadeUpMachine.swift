import Rogue

/// Readings that follow from series and time, so that whoever reads them later knows what they have to be.
enum MadeUpMachine {
    /// Even series are gauges, of sixteenths below 1,000; odd ones are counters, whose rate is 0 to 96.
    static func reading(_ series: Int, at time: Int) -> Reading {
        isGauge(series)
            ? Reading(metric(series), gauge(series, at: time))
            : Reading(metric(series), UInt64(count(series, at: time)))
    }

    static func isGauge(_ series: Int) -> Bool { series % 2 == 0 }

    static func metric(_ series: Int) -> Metric {
        isGauge(series)
            ? Metric(MetricName("Gauge\(series)"), .gauge) : Metric(MetricName("Counter\(series)"), .counter)
    }

    /// The value of a gauge.
    static func gauge(_ series: Int, at time: Int) -> Double {
        Double((time &* 31 &+ series &* 17) % 16_000) / 16
    }

    /// The count of a counter: the sum of the rates up to `time`, where the rate at t is t modulo 97.
    static func count(_ series: Int, at time: Int) -> Int {
        let (rounds, rest) = (time / 97, time % 97)
        return rounds * (96 * 97 / 2) + rest * (rest + 1) / 2 + series
    }
}
