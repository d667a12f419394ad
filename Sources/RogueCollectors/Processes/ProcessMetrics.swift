import Rogue

/// The metrics of one group of processes.
struct ProcessMetrics {
    let count, unreadable, cpu, cpuCore, resident, proportional, threads, files: Metric
    let voluntary, involuntary, readBytes, writeBytes, cancelledBytes, receivedBytes, sentBytes: Metric
    /// In the order of the states' declaration.
    let states: [Metric]

    init(_ group: String) {
        func metric(
            _ name: String,
            _ kind: Metric.Kind,
            _ unit: String,
            _ summary: String,
            in range: ClosedRange<Double>? = nil
        ) -> Metric {
            Metric(MetricName("proc." + name, tags: ["process": group]), kind, unit: unit, in: range, summary: summary)
        }
        count = metric("count", .gauge, "1", "Processes of the group.")
        unreadable = metric("unreadable", .gauge, "1", "Processes of the group of which something may not be read.")
        cpu = metric("cpu", .gauge, "percent", "Processor time, as a share of the machine's.", in: 0...100)
        cpuCore = metric("cpu_core", .gauge, "percent", "Processor time, as a share of one processor's.")
        resident = metric("mem_resident", .gauge, "bytes", "Memory in use, what is shared counted in each process.")
        proportional = metric("mem_pss", .gauge, "bytes", "Memory in use, what is shared divided up.")
        threads = metric("thread_count", .gauge, "1", "Threads.")
        files = metric("fds", .gauge, "1", "Open files.")
        voluntary = metric("voluntary_ctxt_per_sec", .counter, "1/s", "Times that threads waited for something.")
        involuntary = metric("nonvoluntary_ctxt_per_sec", .counter, "1/s", "Times that threads had to make way.")
        readBytes = metric("io_read_bytes", .counter, "bytes/s", "Read from disks.")
        writeBytes = metric("io_write_bytes", .counter, "bytes/s", "Written, to get to disks.")
        cancelledBytes = metric(
            "io_cancelled_bytes",
            .counter,
            "bytes/s",
            "Written, and deleted before it got to a disk."
        )
        receivedBytes = metric("net_received_bytes", .counter, "bytes/s", "Received over TCP.")
        sentBytes = metric("net_sent_bytes", .counter, "bytes/s", "Sent over TCP and acknowledged.")
        states = ThreadState.allCases.map { state in
            let tags = ["process": group, "state": state.rawValue]
            return .gauge("proc.threads", "Threads in the state.", tags: tags)
        }
    }
}
