import Glibc
import Rogue

/// The answer to `--status` and `--dry-run`.
struct StatusTable {
    private let all: [DeliveryStatus]
    private let onlyPending: Bool

    init(_ all: [DeliveryStatus], onlyPending: Bool) {
        self.all = all
        self.onlyPending = onlyPending
    }

    /// A table a destination.
    var text: String { all.map(table).joined(separator: "\n") }

    private func table(_ status: DeliveryStatus) -> String {
        let lines = status.lines.filter { !onlyPending || $0.pending > 0 }
        var rows = [["metric", onlyPending ? "after" : "delivered", "latest row", "pending", "lost"]]
        rows += lines.map { line in
            [
                line.metric, line.cursor.map(clock) ?? "-", clock(line.end), "\(line.pending)",
                "\(line.counts.ledgered)",
            ]
        }
        let total = "\(status.destination): \(status.pending) rows pending in \(lines.count) metrics\n"
        let errors = status.errors.map { "error: \($0)\n" }.joined()
        return total + layout(rows) + (onlyPending ? "" : account(status)) + errors
    }

    /// What became of every slot, whether that adds up, and how the destination has been doing.
    private func account(_ status: DeliveryStatus) -> String {
        let counts = status.counts
        let sum =
            "delivered \(counts.delivered) + gaps \(counts.gaps) + pending \(status.pending) + ledgered \(counts.ledgered)"
        let wrong = status.unbalanced.map(\.metric)
        let verdict = wrong.isEmpty ? "holds" : "does not hold for \(wrong.joined(separator: ", "))"
        var text = "  stored \(status.stored) = \(sum): \(verdict)\n"
        if counts.coarse > 0 { text += "  of those delivered, \(counts.coarse) only within means\n" }
        text += "  lag \(status.lag) s, rate \(Int(status.state.rate.rounded())) rows/s, "
        guard !status.state.error.isEmpty else { return text + "no error\n" }
        let failures = status.state.failures > 0 ? ", \(status.state.failures) failures in a row" : ""
        return text + "last error \(clock(status.state.errorTime))\(failures): \(status.state.error)\n"
    }

    private func layout(_ rows: [[String]]) -> String {
        guard rows.count > 1, let header = rows.first else { return "" }
        let widths = header.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = zip(row, widths).enumerated().map { index, cell in
                let space = String(repeating: " ", count: cell.1 - cell.0.count)
                return index == 0 ? cell.0 + space : space + cell.0
            }
            return "  " + cells.joined(separator: "  ") + "\n"
        }.joined()
    }

    /// `2026-11-21 09:37:10`, local time.
    private func clock(_ time: Timestamp) -> String {
        var seconds = time_t(time.seconds)
        var parts = tm()
        var text = [CChar](repeating: 0, count: 32)
        localtime_r(&seconds, &parts)
        let count = strftime(&text, text.count, "%Y-%m-%d %H:%M:%S", &parts)
        return String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
