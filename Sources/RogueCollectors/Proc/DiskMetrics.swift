import Rogue

/// The metrics of a block device, by Stat Badger's names.
struct DiskMetrics {
    /// In the order of the fields of /proc/diskstats, where the one of no counter is ``inFlight``.
    let counters: [Metric]
    let inFlight: Metric
    let readThroughput: Metric
    let writeThroughput: Metric
    let utilisation: Metric
    let wait: Metric
    let readWait: Metric
    let writeWait: Metric
    let queueLength: Metric

    init(device: String) {
        let tags = ["device": device]
        inFlight = .gauge("disk.io", "Requests that are under way.", tags: tags)
        counters = [
            .counter("disk.reads", "Reads that were done.", tags: tags),
            .counter("disk.reads_merged", "Reads that were merged into others.", tags: tags),
            .counter("disk.read_sectors", "Sectors of 512 bytes that were read.", tags: tags),
            .counter("disk.read_time", "Time that reads took, added up.", unit: "ms/s", tags: tags),
            .counter("disk.writes", "Writes that were done.", tags: tags),
            .counter("disk.writes_merged", "Writes that were merged into others.", tags: tags),
            .counter("disk.write_sectors", "Sectors of 512 bytes that were written.", tags: tags),
            .counter("disk.write_time", "Time that writes took, added up.", unit: "ms/s", tags: tags),
            inFlight,
            .counter("disk.io_time", "Time with a request under way.", unit: "ms/s", tags: tags),
            .counter("disk.io_weighted_time", "Time that all requests took, added up.", unit: "ms/s", tags: tags),
            .counter("disk.discards", "Discards that were done.", tags: tags),
            .counter("disk.discards_merged", "Discards that were merged into others.", tags: tags),
            .counter("disk.discard_sectors", "Sectors of 512 bytes that were discarded.", tags: tags),
            .counter("disk.discard_time", "Time that discards took, added up.", unit: "ms/s", tags: tags),
            .counter("disk.flushes", "Flushes of the disk's cache.", tags: tags),
            .counter("disk.flush_time", "Time that flushes took, added up.", unit: "ms/s", tags: tags),
        ]
        readThroughput = .counter("disk.read_thruput", "Bytes that were read.", unit: "bytes/s", tags: tags)
        writeThroughput = .counter("disk.write_thruput", "Bytes that were written.", unit: "bytes/s", tags: tags)
        utilisation = .percent("disk.utilisation", "Share of time with a request under way.", tags: tags)
        wait = .gauge("disk.await", "Time that a read or write took, on average.", unit: "ms", tags: tags)
        readWait = .gauge("disk.read_await", "Time that a read took, on average.", unit: "ms", tags: tags)
        writeWait = .gauge("disk.write_await", "Time that a write took, on average.", unit: "ms", tags: tags)
        queueLength = .gauge("disk.queue_length", "Requests that were under way, on average.", tags: tags)
    }
}
