/// What came of one export.
package struct ExportReport: Sendable {
    /// How many rows were appended.
    package let rows: Int
    /// What was mended on the way.
    package let notices: [String]
    /// Rows that expired before they were exported.
    package let losses: [Loss]
    /// Metrics that could not be exported, and why.
    package let errors: [String]

    init(_ exports: [MetricExport]) {
        rows = exports.reduce(0) { $0 + $1.rows }
        notices = exports.flatMap(\.notices)
        losses = exports.flatMap(\.losses)
        errors = exports.compactMap(\.error)
    }
}
