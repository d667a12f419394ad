import Rogue

/// An interface of /proc/net/dev, from look to look, and its link.
struct InterfaceLine {
    private let metrics: InterfaceMetrics
    private var row = CounterRow<16>()
    private(set) var link: InterfaceLink

    init(interface: String, link: InterfaceLink) {
        metrics = InterfaceMetrics(interface: interface)
        self.link = link
    }

    /// Appends the counters, and what the link is.
    mutating func take(_ counts: InlineArray<16, UInt64>, at time: Double, into readings: inout [Reading]) {
        if row.take(counts, at: time) {
            for index in counts.indices { readings.append(Reading(metrics.counters[index], counts[index])) }
            // Where 64 bits are full it begins anew, as any counter.
            readings.append(Reading(metrics.bitsReceived, counts[0] &* 8))
            readings.append(Reading(metrics.bitsSent, counts[8] &* 8))
        }
        link.look(at: time)
        if let carrier = link.carrier { readings.append(Reading(metrics.carrier, Double(carrier))) }
        if let speed = link.speed { readings.append(Reading(metrics.speed, Double(speed) * 1e6)) }
        if let mtu = link.mtu { readings.append(Reading(metrics.mtu, Double(mtu))) }
    }
}
