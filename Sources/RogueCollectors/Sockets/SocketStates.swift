import Rogue

/// How many TCP sockets are in which state, IPv4 and IPv6 together.
enum SocketStates {
    /// TCP_ESTABLISHED, 1, and what follows it in linux/tcp_states.h.
    private static let names = [
        "established", "syn_sent", "syn_recv", "fin_wait1", "fin_wait2", "time_wait", "close", "close_wait", "last_ack",
        "listen", "closing",
    ]
    private static let metrics = names.map { state in
        let tags = ["protocol": "tcp", "state": state]
        return Metric.gauge("sockets.count", "TCP sockets in the state, IPv4 and IPv6.", tags: tags)
    }
    /// TCP_NEW_SYN_RECV, a request that has no socket yet, is a SYN_RECV to everybody outside of the kernel.
    private static let newRequest = 12
    private static let request = 3
    /// All of them.
    private static let mask: UInt32 = 0x1FFE

    /// Appends how many sockets of `source` are in each state.
    static func append(_ source: SocketSource, to readings: inout [Reading]) throws {
        var counts = InlineArray<12, Int>(repeating: 0)
        try source(mask, false) { socket in
            let state = Int(socket.state) == newRequest ? request : Int(socket.state)
            if counts.indices.contains(state) { counts[state] += 1 }
        }
        for (index, metric) in metrics.enumerated() { readings.append(Reading(metric, Double(counts[index + 1]))) }
    }
}
