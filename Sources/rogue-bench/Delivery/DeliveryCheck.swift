import Rogue

/// Whether a store holds what it has to: the history up to the cursors, without what is in the ledger.
struct DeliveryCheck {
    let history: TorturedHistory
    let store: FaultyStore
    let accounts: [String: KnownCursor]
    let ledger: [LedgerEntry]
    /// Slots before this one are not looked at, but counted all the same.
    let earliest: Int

    /// Looks at every slot, and answers how many there were.
    func look() throws -> Int {
        let points = store.points
        if let complaint = points.complaint { throw Difference("\(store.name): \(complaint)") }
        var looked = 0
        for (series, slots) in history.values {
            let found = points.values[series] ?? [:]
            looked += try compare(series, slots, found)
            try count(series, found)
        }
        let strange = points.values.keys.filter { history.values[$0] == nil }
        guard strange.isEmpty else { throw Difference("\(store.name) has \(strange), which there is not") }
        return looked
    }

    /// Whether the store holds no other rows than there are, and all up to the cursor that are not in the ledger.
    private func compare(_ series: String, _ slots: [Int: Double?], _ found: [Int: Double]) throws -> Int {
        let account = accounts[series]?.account
        let entries = ledger.filter { $0.metric == series && $0.last.seconds >= earliest }
        let cursor = account?.cursor.seconds ?? 0
        var looked = 0
        for time in earliest..<history.time {
            guard let value = slots[time] else { continue }
            looked += 1
            if let there = found[time] {
                guard there == value, !store.isPoison(series, time) else {
                    let known = value.map { "\($0)" } ?? "a gap"
                    throw Difference(at(series, time) + "holds \(there), and the history \(known)")
                }
            } else if value != nil, time <= cursor, let origin = account?.origin?.seconds, origin <= time {
                let isLost = entries.contains { ($0.first.seconds...$0.last.seconds).contains(time) }
                guard isLost else { throw Difference(at(series, time) + "lacks a row, and the ledger is silent") }
            }
        }
        if let strange = found.keys.first(where: { $0 >= earliest && slots[$0] == nil }) {
            throw Difference(at(series, strange) + "holds what there is not")
        }
        return looked
    }

    /// Whether the numbers are those of what was found.
    private func count(_ series: String, _ found: [Int: Double]) throws {
        guard let account = accounts[series]?.account else { return }
        let (counts, place) = (account.counts, "\(store.name), \(series): ")
        let inLedger = ledger.reduce(0) { $0 + ($1.metric == series ? $1.rows : 0) }
        guard account.settled == counts.total, inLedger == counts.ledgered else {
            throw Difference(
                place + "\(account.settled) slots are settled, \(inLedger) in the ledger, and \(counts) counted"
            )
        }
        // What was stored and not acknowledged may have come to the ledger since.
        let there = found.keys.count { $0 <= account.cursor.seconds }
        guard (there - inLedger...there).contains(counts.delivered) else {
            throw Difference(place + "it holds \(there) rows, and \(counts.delivered) are delivered")
        }
    }

    private func at(_ series: String, _ time: Int) -> String { "\(store.name), \(series) at \(time): " }
}
