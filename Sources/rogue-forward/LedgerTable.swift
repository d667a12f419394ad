import Rogue

/// The answer to `--ledger`: a line for each span of rows that will never be delivered.
struct LedgerTable {
    private let all: [(destination: String, entries: [LedgerEntry])]

    init(_ all: [(destination: String, entries: [LedgerEntry])]) {
        self.all = all
    }

    /// Fields separated by tabs: destination, metric, first and last time, rows, cause, and the reason in words.
    var text: String {
        rows.map { destination, entry in
            let span = ["\(entry.first)", "\(entry.last)", "\(entry.rows)"]
            let fields = [destination, entry.metric] + span + [entry.cause, entry.detail]
            // Neither a store's words nor a name may make two lines or fields of one.
            return fields.map { $0.split { $0 == "\t" || $0.isNewline }.joined(separator: " ") }.joined(separator: "\t")
                + "\n"
        }.joined()
    }

    /// A list with an object a line.
    var json: String {
        JSONValue.lines(
            rows.map { destination, entry in
                .object([
                    ("destination", .text(destination)),
                    ("metric", .text(entry.metric)),
                    ("first", .number(entry.first.seconds)),
                    ("last", .number(entry.last.seconds)),
                    ("rows", .number(entry.rows)),
                    ("cause", .text(entry.cause)),
                    ("reason", .text(entry.detail)),
                ])
            }
        )
    }

    private var rows: [(String, LedgerEntry)] {
        all.flatMap { ledger in ledger.entries.map { (ledger.destination, $0) } }
    }
}
