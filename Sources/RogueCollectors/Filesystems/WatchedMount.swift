import Rogue

/// A mounted file system and its metrics.
struct WatchedMount {
    let mount: Mount
    private let metrics: Metrics

    init(_ mount: Mount) {
        self.mount = mount
        metrics = Metrics(mount)
    }

    /// Appends whether it is read-only, which the kernel says without asking it.
    func appendFlag(to readings: inout [Reading]) {
        readings.append(Reading(metrics.readOnly, mount.isReadOnly ? 1.0 : 0))
    }

    /// Appends what `space` says; nothing of what the file system does not count.
    func append(_ space: FilesystemSpace, to readings: inout [Reading]) {
        if space.blocks > 0, space.free <= space.blocks {
            let size = Double(space.fragment)
            let used = Double(space.blocks - space.free)
            let available = Double(min(space.available, space.blocks))
            readings.append(Reading(metrics.total, Double(space.blocks) * size))
            readings.append(Reading(metrics.used, used * size))
            readings.append(Reading(metrics.free, Double(space.free) * size))
            readings.append(Reading(metrics.available, available * size))
            if used + available > 0 { readings.append(Reading(metrics.percent, used / (used + available) * 100)) }
        }
        if space.inodes > 0, space.freeInodes <= space.inodes {
            let used = Double(space.inodes - space.freeInodes)
            readings.append(Reading(metrics.inodes, Double(space.inodes)))
            readings.append(Reading(metrics.usedInodes, used))
            readings.append(Reading(metrics.freeInodes, Double(space.freeInodes)))
            readings.append(Reading(metrics.availableInodes, Double(min(space.availableInodes, space.inodes))))
            readings.append(Reading(metrics.percentInodes, used / Double(space.inodes) * 100))
        }
    }
}

/// The metrics of one file system.
private struct Metrics {
    let total, used, free, available, percent: Metric
    let inodes, usedInodes, freeInodes, availableInodes, percentInodes: Metric
    let readOnly: Metric

    init(_ mount: Mount) {
        let tags = ["mount": mount.point, "fstype": mount.type]
        func gauge(_ name: String, _ unit: String, _ summary: String, in range: ClosedRange<Double>? = nil) -> Metric {
            Metric(MetricName("fs." + name, tags: tags), .gauge, unit: unit, in: range, summary: summary)
        }
        total = gauge("total", "bytes", "Size of the file system.")
        used = gauge("used", "bytes", "Bytes in use.")
        free = gauge("free", "bytes", "Bytes free, with those kept for root.")
        available = gauge("avail", "bytes", "Bytes free for everybody.")
        percent = gauge("percent", "percent", "Used share of what everybody could have: df's Use%.", in: 0...100)
        inodes = gauge("inodes_total", "1", "Inodes there are.")
        usedInodes = gauge("inodes_used", "1", "Inodes in use.")
        freeInodes = gauge("inodes_free", "1", "Inodes free, with those kept for root.")
        availableInodes = gauge("inodes_avail", "1", "Inodes free for everybody.")
        percentInodes = gauge("inodes_percent", "percent", "Used share of the inodes.", in: 0...100)
        readOnly = gauge("readonly", "1", "1 where nothing can be written.", in: 0...1)
    }
}
