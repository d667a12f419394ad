import Rogue

/// A mounted NFS folder, from look to look.
struct NFSMount {
    private let mount: String
    private let metrics: [Metric]
    private var row = CounterRow<8>()
    private var operations = Instances<NFSOperation>()
    /// Where in the look under way the next operation is.
    private var line = 0
    private var hasBytes = false

    init(_ mount: String) {
        let tags = ["mount": mount]
        self.mount = mount
        metrics = [
            .counter("nfs.read_bytes", "Bytes that programs read.", unit: "bytes/s", tags: tags),
            .counter("nfs.write_bytes", "Bytes that programs wrote.", unit: "bytes/s", tags: tags),
            .counter("nfs.direct_read_bytes", "Bytes read past the cache.", unit: "bytes/s", tags: tags),
            .counter("nfs.direct_write_bytes", "Bytes written past the cache.", unit: "bytes/s", tags: tags),
            .counter("nfs.server_read_bytes", "Bytes read from the server.", unit: "bytes/s", tags: tags),
            .counter("nfs.server_write_bytes", "Bytes written to the server.", unit: "bytes/s", tags: tags),
            .counter("nfs.read_pages", "Pages read through the cache.", unit: "pages/s", tags: tags),
            .counter("nfs.write_pages", "Pages written through the cache.", unit: "pages/s", tags: tags),
        ]
    }

    /// Begins a look.
    mutating func begin() {
        (line, hasBytes) = (0, false)
    }

    /// Forgets operations that the look did not tell of.
    mutating func end() {
        operations.keep(first: line)
    }

    /// Reads what follows `bytes:`.
    mutating func readBytes(_ text: inout ByteScanner, into readings: inout [Reading]) -> Bool {
        var counts = InlineArray<8, UInt64>(repeating: 0)
        guard !hasBytes, let count = text.numbers(keeping: &counts), count >= counts.count else { return false }
        hasBytes = true
        guard row.take(counts, at: 0) else { return true }
        for (index, metric) in metrics.enumerated() { readings.append(Reading(metric, counts[index])) }
        return true
    }

    /// Reads a line of the statistics per operation: `READ: 8 or more numbers`.
    mutating func readOperation(_ text: inout ByteScanner, into readings: inout [Reading]) -> Bool {
        guard let name = text.word() else { return false }
        if !operations.isKnown(name, at: line) {
            guard let key = InstanceName.text(name), key.last == ":" else { return false }
            let operation = NFSOperation(String(key.dropLast()), mount: mount)
            guard operations.add(operation, named: key, at: line) else { return false }
        }
        var counts = InlineArray<9, UInt64>(repeating: 0)
        guard let count = text.numbers(keeping: &counts), count >= 8 else { return false }
        operations[line].take(counts, count: count, into: &readings)
        line += 1
        return true
    }
}
