import Rogue

/// One kind of request to an NFS server, such as READ, of one mount, from look to look.
struct NFSOperation {
    private let metrics: [Metric]
    private var row = CounterRow<9>()

    init(_ operation: String, mount: String) {
        let tags = ["mount": mount, "operation": operation]
        metrics = [
            .counter("nfs.ops", "Requests of a kind.", tags: tags),
            .counter("nfs.transmissions", "Requests of a kind, each as often as it was sent.", tags: tags),
            .counter("nfs.timeouts", "Requests of a kind that were not answered in time.", tags: tags),
            .counter("nfs.bytes_sent", "Bytes of requests of a kind.", unit: "bytes/s", tags: tags),
            .counter("nfs.bytes_received", "Bytes of answers to requests of a kind.", unit: "bytes/s", tags: tags),
            .counter("nfs.queue_time", "Time before requests of a kind were sent.", unit: "ms/s", tags: tags),
            .counter("nfs.rtt", "Time from request to answer.", unit: "ms/s", tags: tags),
            .counter("nfs.execute_time", "Time that requests of a kind took in all.", unit: "ms/s", tags: tags),
            .counter("nfs.errors", "Requests of a kind that failed.", tags: tags),
        ]
    }

    /// Appends the counters, once there has been a request; before Linux 5.3 that is all but the last.
    mutating func take(_ counts: InlineArray<9, UInt64>, count: Int, into readings: inout [Reading]) {
        guard counts[0] > 0, row.take(counts, at: 0) else { return }
        for (index, metric) in metrics.prefix(count).enumerated() { readings.append(Reading(metric, counts[index])) }
    }
}
