import Rogue

/// An interface of /proc/net/dev, from look to look, and its link, as /sys/class/net describes it.
struct InterfaceLine {
    private let metrics: InterfaceMetrics
    private var row = CounterRow<16>()
    private let carrier: SysNumber
    private let speed: SysNumber
    private let mtu: SysNumber
    /// Whether it holds its three files of /sys open.
    let holdsFiles: Bool

    init(interface: String, sys: String, holdsFiles: Bool) {
        let folder = sys + "/class/net/" + interface
        metrics = InterfaceMetrics(interface: interface)
        carrier = SysNumber(folder + "/carrier", staysOpen: holdsFiles)
        speed = SysNumber(folder + "/speed", staysOpen: holdsFiles)
        mtu = SysNumber(folder + "/mtu", staysOpen: holdsFiles)
        self.holdsFiles = holdsFiles
    }

    /// Appends the counters, and what the link is.
    mutating func take(_ counts: InlineArray<16, UInt64>, into readings: inout [Reading]) {
        if row.take(counts, at: 0) {
            for (index, metric) in metrics.counters.enumerated() { readings.append(Reading(metric, counts[index])) }
            // Where 64 bits are full it begins anew, as any counter.
            readings.append(Reading(metrics.bitsReceived, counts[0] &* 8))
            readings.append(Reading(metrics.bitsSent, counts[8] &* 8))
        }
        // One that is down has no carrier and no speed, which then cannot be read; others do not know theirs: -1.
        if let carrier = carrier.value() { readings.append(Reading(metrics.carrier, Double(carrier))) }
        if let speed = speed.value(), speed > 0 { readings.append(Reading(metrics.speed, Double(speed) * 1e6)) }
        if let mtu = mtu.value() { readings.append(Reading(metrics.mtu, Double(mtu))) }
    }
}
