/// What a run has done and checked.
struct Tally {
    /// Of one kind of fault.
    private struct Line {
        var rounds = 0
        /// How often the evil was done: kills of a writer at work, mixes, files damaged, readers.
        var hits = 0
        var rows = 0
    }

    private var lines: [Fault: Line] = [:]
    private var kills: [Int: Int] = [:]

    private(set) var rounds = 0
    /// All rows that were compared.
    var rows: Int { lines.values.reduce(0) { $0 + $1.rows } }

    mutating func hit(_ fault: Fault, times: Int = 1) {
        lines[fault, default: Line()].hits += times
    }

    mutating func checked(_ fault: Fault, rows: Int) {
        lines[fault, default: Line()].rows += rows
    }

    mutating func ended(_ fault: Fault) {
        lines[fault, default: Line()].rounds += 1
        rounds += 1
    }

    /// A writer that flushes so many ticks at once was killed at its work.
    mutating func killed(batch: Int) {
        kills[batch, default: 0] += 1
    }

    /// This and another, whose faults are others.
    func merging(_ other: Tally?) -> Tally {
        var tally = self
        guard let other else { return tally }
        tally.lines.merge(other.lines) { $1 }
        tally.kills.merge(other.kills, uniquingKeysWith: +)
        tally.rounds += other.rounds
        return tally
    }

    /// A table for people.
    var table: String {
        var text = Self.row("fault", "rounds", "hits", "rows checked")
        for fault in Fault.allCases {
            guard let line = lines[fault] else { continue }
            text += Self.row(fault.rawValue, "\(line.rounds)", "\(line.hits)", "\(line.rows)")
        }
        let batches = kills.sorted { $0.key < $1.key }.map { batch, count in
            batch == Writer.Settings.never ? "\(count) before any flush" : "\(count) with batches of \(batch)"
        }
        let all = kills.values.reduce(0, +)
        return text + "kill -9 of a writer at work: \(all)\(all > 0 ? ", " : "")\(batches.joined(separator: ", "))\n"
    }

    private static func row(_ cells: String...) -> String {
        cells.map { String(repeating: " ", count: max(0, 14 - $0.count)) + $0 }.joined() + "\n"
    }
}
