import Rogue

/// The metrics of a network interface, by Stat Badger's names; `tx_carier` is its spelling.
struct InterfaceMetrics {
    /// In the order of the numbers of /proc/net/dev.
    let counters: [Metric]
    let bitsReceived: Metric
    let bitsSent: Metric
    let carrier: Metric
    let speed: Metric
    let mtu: Metric

    init(interface: String) {
        let tags = ["interface": interface]
        counters = [
            .counter("net.rx_bytes", "Bytes that were received.", unit: "bytes/s", tags: tags),
            .counter("net.rx_packets", "Packets that were received.", tags: tags),
            .counter("net.rx_errs", "Packets that were received with an error.", tags: tags),
            .counter("net.rx_drop", "Packets that were received and dropped.", tags: tags),
            .counter("net.rx_fifo", "Packets that found the receiver's memory full.", tags: tags),
            .counter("net.rx_frame", "Packets that were received with a wrong frame.", tags: tags),
            .counter("net.rx_compressed", "Compressed packets that were received.", tags: tags),
            .counter("net.rx_multicast", "Multicast packets that were received.", tags: tags),
            .counter("net.tx_bytes", "Bytes that were sent.", unit: "bytes/s", tags: tags),
            .counter("net.tx_packets", "Packets that were sent.", tags: tags),
            .counter("net.tx_errs", "Packets that failed to be sent.", tags: tags),
            .counter("net.tx_drop", "Packets that were dropped instead of sent.", tags: tags),
            .counter("net.tx_fifo", "Packets that found the sender's memory empty.", tags: tags),
            .counter("net.tx_colls", "Collisions while sending.", tags: tags),
            .counter("net.tx_carier", "Losses of the carrier while sending.", tags: tags),
            .counter("net.tx_compressed", "Compressed packets that were sent.", tags: tags),
        ]
        bitsReceived = .counter("net.rx_bits", "Bits that were received.", unit: "bits/s", tags: tags)
        bitsSent = .counter("net.tx_bits", "Bits that were sent.", unit: "bits/s", tags: tags)
        carrier = .gauge("net.carrier", "Whether there is a link: 1 or 0.", tags: tags)
        speed = .gauge("net.speed", "Bits that the link can carry.", unit: "bits/s", tags: tags)
        mtu = .gauge("net.mtu", "The longest packet.", unit: "bytes", tags: tags)
    }
}
