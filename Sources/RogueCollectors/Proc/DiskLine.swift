import Rogue

/// A device of /proc/diskstats, from look to look.
struct DiskLine {
    private let metrics: DiskMetrics
    /// Whether it is worth a word before it has done anything.
    private let reportsIdle: Bool
    private var row = CounterRow<17>()

    init(device: String, reportsIdle: Bool) {
        metrics = DiskMetrics(device: device)
        self.reportsIdle = reportsIdle
    }

    /// Appends the counters, and what follows from them and those of the last look.
    mutating func take(_ counters: DiskCounters, at time: Double, into readings: inout [Reading]) {
        guard reportsIdle || !counters.isIdle, row.take(counters.growing, at: time) else { return }
        for index in 0..<counters.count where index != DiskCounters.Field.inFlight.rawValue {
            readings.append(Reading(metrics.counters[index], counters.fields[index]))
        }
        readings.append(Reading(metrics.inFlight, Double(counters[.inFlight])))
        // Where 64 bits are full it begins anew, as any counter.
        let size = DiskCounters.sectorSize
        readings.append(Reading(metrics.readThroughput, counters[.readSectors] &* size))
        readings.append(Reading(metrics.writeThroughput, counters[.writeSectors] &* size))
        if let passed = row.passed { append(passed, to: &readings) }
    }

    /// Appends what iostat(1) shows of a time; without requests there is no time that one took.
    private func append(_ passed: CounterRow<17>.Passed, to readings: inout [Reading]) {
        func count(_ field: DiskCounters.Field) -> Double { Double(passed.counts[field.rawValue]) }
        if passed.seconds > 0 {
            // The kernel rounds its milliseconds: never more than there is.
            let busy = min(100, count(.ioTime) / passed.seconds / 10)
            readings.append(Reading(metrics.utilisation, busy))
            readings.append(Reading(metrics.queueLength, count(.weightedTime) / passed.seconds / 1_000))
        }
        func average(_ metric: Metric, _ time: Double, of requests: Double) {
            if requests > 0 { readings.append(Reading(metric, time / requests)) }
        }
        average(metrics.readWait, count(.readTime), of: count(.reads))
        average(metrics.writeWait, count(.writeTime), of: count(.writes))
        average(metrics.wait, count(.readTime) + count(.writeTime), of: count(.reads) + count(.writes))
    }
}
