import Rogue

/// A file of /proc/pressure, from look to look: Documentation/accounting/psi.rst.
struct PressureFile {
    private let file: ProcFile
    private let metrics: [Metric]
    private var row = CounterRow<2>()

    /// The longest that each line's averages look back, in seconds.
    private static let windows = [10, 60, 300]

    init(_ resource: String, proc: String) throws(ProcError) {
        file = try ProcFile(proc + "/pressure/" + resource)
        let tags = ["resource": resource]
        metrics = ["some": "some tasks", "full": "all tasks"].sorted { $0.key > $1.key }.flatMap { kind, who in
            [.counter("pressure.\(kind)", "Time that \(who) waited for the resource.", unit: "us/s", tags: tags)]
                + Self.windows.map { seconds in
                    let summary = "Share of the last \(seconds) s that \(who) waited for the resource."
                    return .percent("pressure.\(kind)_avg\(seconds)", summary, tags: tags)
                }
        }
    }

    /// Appends what the lines `some` and `full` say; irq has no `some`, and cpu before Linux 5.13 no `full`.
    mutating func read(into readings: inout [Reading]) throws(ProcError) {
        try readings.appendAll { readings throws(ProcError) in
            try file.read { text throws(ProcError) in try read(&text, into: &readings) }
        }
    }

    private mutating func read(_ text: inout ByteScanner, into readings: inout [Reading]) throws(ProcError) {
        var totals = InlineArray<2, UInt64>(repeating: 0)
        var found = InlineArray<2, Bool>(repeating: false)
        while !text.isAtEnd {
            let kind = text.skip("some ") ? 0 : text.skip("full ") ? 1 : nil
            guard let kind, !found[kind], let line = PressureLine(&text) else {
                throw file.malformed("a line is cut, unknown, or there twice")
            }
            (totals[kind], found[kind]) = (line.total, true)
            for index in line.averages.indices {
                readings.append(Reading(metrics[kind * 4 + 1 + index], line.averages[index]))
            }
        }
        guard row.take(totals, at: 0) else { return }
        for kind in totals.indices where found[kind] { readings.append(Reading(metrics[kind * 4], totals[kind])) }
    }
}
