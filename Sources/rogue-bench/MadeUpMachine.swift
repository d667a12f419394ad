import Rogue

/// Readings that follow from series and time, so that whoever reads them later knows what they have to be.
enum MadeUpMachine {
    /// Even series are gauges, of sixteenths below 1,000; odd ones are counters, whose rate is 0 to 96.
    static func reading(_ series: Int, at time: Int) -> Reading {
        if series % 2 == 0 {
            let value = Double((time &* 31 &+ series &* 17) % 16_000) / 16
            return Reading(Metric(MetricName("Gauge\(series)"), .gauge), value)
        }
        // The sum of the rates up to `time`, where the rate at t is t modulo 97.
        let (rounds, rest) = (time / 97, time % 97)
        let count = rounds * (96 * 97 / 2) + rest * (rest + 1) / 2
        return Reading(Metric(MetricName("Counter\(series)"), .counter), UInt64(count + series))
    }
}
