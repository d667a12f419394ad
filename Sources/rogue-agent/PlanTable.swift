import Rogue

/// The answer to `--plan`: a table of 80 columns.
struct PlanTable {
    private let plan: Plan

    init(_ plan: Plan) {
        self.plan = plan
    }

    /// Each group of metrics with its archives; the totals last.
    var text: String {
        var lines = [Self.row("series", "step", "kept", "function", "rows", "each", "in all")]
        lines += plan.groups.flatMap(rows)
        let (history, journal) = (Self.size(plan.historyBytes), Self.size(plan.journalBytes))
        lines.append("")
        lines.append("\(plan.series) series, a sample each every \(Interval(seconds: plan.interval))")
        lines.append("on disk  \(Self.size(plan.bytes)): history \(history), journal \(journal)")
        lines.append("CPU      \(Self.percent(plan.processorShare)) of one core")
        return lines.joined(separator: "\n")
    }

    private func rows(_ group: Plan.Group) -> [String] {
        let others = group.series > 1 ? " + \(group.series - 1)" : ""
        let room = Self.nameWidth - others.count
        let name = group.first.description
        let short = name.count > room ? name.prefix(room - 1) + "…" : name[...]
        return group.lines.enumerated().map { index, line in
            Self.row(
                index == 0 ? short + others : "",
                "\(Interval(seconds: line.step))",
                Self.time(line.step * line.rows),
                line.function,
                "\(line.rows)",
                index == 0 ? Self.size(group.bytesOfEach) : "",
                index == 0 ? Self.size(group.bytes) : ""
            )
        }
    }

    private static let nameWidth = 26

    private static func row(_ name: String, _ cells: String...) -> String {
        let padded = name + String(repeating: " ", count: max(0, nameWidth - name.count))
        let line = zip(cells, [6, 8, 9, 9, 10, 10]).reduce(into: padded) { line, cell in
            line += String(repeating: " ", count: max(1, cell.1 - cell.0.count)) + cell.0
        }
        return String(line[...(line.lastIndex { $0 != " " } ?? line.startIndex)])
    }

    /// `14d`, `5.6h`: in the largest unit of which there is one.
    private static func time(_ seconds: Int) -> String {
        let units = [(365 * 86_400, "y"), (86_400, "d"), (3_600, "h"), (60, "m")]
        guard let unit = units.first(where: { seconds >= $0.0 }) else { return "\(seconds)s" }
        return decimal(Double(seconds) / Double(unit.0)) + unit.1
    }

    /// `2.6 MB`, as `ls --si` has it.
    private static func size(_ bytes: Int) -> String {
        let units = [(1_000_000_000_000, "TB"), (1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")]
        guard let unit = units.first(where: { bytes >= $0.0 }) else { return "\(bytes) B" }
        return decimal(Double(bytes) / Double(unit.0)) + " " + unit.1
    }

    /// `0.052 %`: two digits that count.
    private static func percent(_ share: Double) -> String {
        var (value, scale) = (share * 100, 1.0)
        while value * scale < 10, scale < 10_000 { scale *= 10 }
        value = (value * scale).rounded() / scale
        return "\(value) %"
    }

    /// One decimal, where it is not zero.
    private static func decimal(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
}
