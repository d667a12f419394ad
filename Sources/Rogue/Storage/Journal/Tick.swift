/// What was sampled at one slot, as the journal keeps it.
struct Tick: Hashable, Sendable {
    let sequence: Int
    let time: Timestamp
    let values: [Entry]

    /// A series and its value: of a gauge the bits of the `Double`, of a counter the count.
    struct Entry: Hashable, Sendable {
        let series: Int
        let bits: UInt64

        /// Whose value it is.
        struct Owner: Hashable, Sendable {
            let name: MetricName
            let series: Int
        }
    }

    init(sequence: Int, time: Timestamp, values: [Entry]) {
        self.sequence = sequence
        self.time = time
        self.values = values
    }

    /// The tick in a record, or `nil` where that is damaged.
    init?(record: [UInt8], sequence: Int) {
        guard var reader = JournalRecord.Reader(record, sequence: sequence), let time: Int64 = reader.number()
        else { return nil }
        var values: [Entry] = []
        while !reader.isAtEnd {
            guard let series: UInt32 = reader.number(), let bits: UInt64 = reader.number() else { return nil }
            values.append(Entry(series: Int(series), bits: bits))
        }
        self.init(sequence: sequence, time: Timestamp(Int(time)), values: values)
    }

    /// The record of the tick.
    var record: [UInt8] {
        var record = JournalRecord(sequence: sequence, capacity: 16 + 12 * values.count)
        record.append(Int64(time.seconds))
        for value in values {
            record.append(UInt32(value.series))
            record.append(value.bits)
        }
        return record.sealed()
    }
}
