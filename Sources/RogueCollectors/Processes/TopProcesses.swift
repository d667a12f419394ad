import Rogue

/// The processes that use most, by rank: a series for each process that ever was would have no end.
struct TopProcesses {
    private struct Rank {
        let cpu, cpuNumber, resident, residentNumber: Metric
    }

    private let ranks: [Rank]

    init(_ count: Int) {
        ranks = (1...max(count, 1)).prefix(count).map { rank in
            func gauge(_ name: String, _ unit: String, _ summary: String) -> Metric {
                .gauge("proc." + name, summary, unit: unit, tags: ["rank": "\(rank)"])
            }
            return Rank(
                cpu: gauge("top_cpu", "percent", "Processor time of the process of this rank, of one processor's."),
                cpuNumber: gauge("top_cpu_pid", "1", "Number of the process of this rank by processor time."),
                resident: gauge("top_mem_resident", "bytes", "Memory of the process of this rank."),
                residentNumber: gauge("top_mem_resident_pid", "1", "Number of the process of this rank by memory.")
            )
        }
    }

    /// Appends the first by processor time, of which a processor had `ticks`, and the first by memory.
    func append(_ processes: some Collection<RunningProcess>, ticks: Double?, to readings: inout [Reading]) {
        guard !ranks.isEmpty else { return }
        if let ticks, ticks > 0 {
            let first = first(of: processes) { $0.usedTicks }
            for (rank, process) in zip(ranks, first) {
                readings.append(Reading(rank.cpu, Double(process.usedTicks) / ticks * 100))
                readings.append(Reading(rank.cpuNumber, Double(process.id)))
            }
        }
        for (rank, process) in zip(ranks, first(of: processes) { $0.stat.residentPages }) {
            readings.append(Reading(rank.resident, Double(process.stat.residentPages) * PageSize.bytes))
            readings.append(Reading(rank.residentNumber, Double(process.id)))
        }
    }

    private func first(
        of processes: some Collection<RunningProcess>,
        by value: (RunningProcess) -> UInt64
    ) -> [RunningProcess] {
        let using = processes.filter { value($0) > 0 }
        return Array(using.sorted { (value($1), $0.id) < (value($0), $1.id) }.prefix(ranks.count))
    }
}
