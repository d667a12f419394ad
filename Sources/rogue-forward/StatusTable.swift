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
            [line.metric, line.cursor.map(clock) ?? "-", clock(line.end), "\(line.pending)", "\(line.lost)"]
        }
        let total = "\(status.destination): \(status.pending) rows pending in \(lines.count) metrics\n"
        return total + layout(rows) + status.errors.map { "error: \($0)\n" }.joined()
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
