/// What each metric of a container is.
enum ContainerSummary {
    private static let summaries = [
        "cpu.usage": "Processor time.", "cpu.user": "Processor time in programs.",
        "cpu.system": "Processor time in the kernel.", "cpu.periods": "Periods in which the limit was enforced.",
        "cpu.throttled_periods": "Periods in which the container had to wait.",
        "cpu.throttled_time": "Time that the container had to wait.", "cpu.limit": "Processors that it may use.",
        "cpu.percent": "Processor time, as a share of one processor's.",
        "cpu.limit_percent": "Processor time, as a share of what it may use.",
        "mem.current": "Memory in use, with the page cache.",
        "mem.working_set": "Memory in use, without the part of the page cache that can be dropped at once.",
        "mem.limit": "Memory that it may use.", "mem.percent": "Working set, as a share of the limit.",
        "mem.swap": "Swap in use.", "mem.oom": "Times that the limit was hit and nothing could be freed.",
        "mem.oom_kill": "Processes killed for want of memory.", "io.read_bytes": "Read from the device.",
        "io.write_bytes": "Written to the device.", "io.reads": "Reads of the device.",
        "io.writes": "Writes to the device.",
        "pids.current": "Processes and threads.", "pids.limit": "Processes and threads that there may be.",
        "net.rx_bytes": "Received.", "net.tx_bytes": "Sent.", "net.rx_packets": "Packets received.",
        "net.tx_packets": "Packets sent.", "net.rx_errs": "Faulty packets received.",
        "net.tx_errs": "Packets not sent.",
        "net.rx_drop": "Packets received and dropped.", "net.tx_drop": "Packets to be sent and dropped.",
    ]

    /// The sentence; of pressure one for all.
    static func of(_ base: String) -> String {
        summaries[base] ?? "Time in which some, or all, of its threads had to wait for the resource."
    }
}
