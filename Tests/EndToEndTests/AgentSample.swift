/// A line that the agent printed: `CPUPercent 1795219680 17.5`.
struct AgentSample: Hashable {
    static let gauges = ["CPUPercent", "MemoryPercent"]
    static let counters = [
        "DiskReadBytes", "DiskReadTime", "DiskWriteBytes", "DiskWriteTime", "NetworkBytesReceived", "NetworkBytesSent",
    ]
    /// The original's eight, in the order of their names.
    static let metrics = gauges + counters

    let metric: String
    let time: Int
    let value: Double

    init?(_ line: Substring) {
        let fields = line.split(separator: " ")
        guard fields.count == 3, let time = Int(fields[1]), let value = Double(fields[2]) else { return nil }
        (metric, self.time, self.value) = (String(fields[0]), time, value)
    }

    /// The samples of the lines that are whole.
    static func all(in text: String) -> [AgentSample] {
        guard let end = text.lastIndex(of: "\n") else { return [] }
        return text[..<end].split(separator: "\n").compactMap { AgentSample($0) }
    }
}
