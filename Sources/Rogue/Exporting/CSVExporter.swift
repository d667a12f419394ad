/// Keeps a CSV file for each metric in step with its history.
package struct CSVExporter: Sendable {
    private let history: History
    private let store: CursorStore
    /// The folder of the CSV files: their paths in it are those of the RRD files below the prefix.
    private let output: String
    private let includesGaps: Bool

    /// How many rows are held in memory at a time, for each metric at work.
    private static let rowsAtOnce = 16_384
    /// How many metrics are at work at a time.
    private static let metricsAtOnce = 2

    package init(_ history: History, _ store: CursorStore, output: String, includesGaps: Bool = false) {
        self.history = history
        self.store = store
        self.output = output
        self.includesGaps = includesGaps
    }

    /// The name under which the cursors of a folder of CSV files are kept.
    private var destination: String { "csv:\(output)" }

    /// Appends what is new of the metrics.
    ///
    /// A run at work on the same folder is waited for.
    package func run(_ metrics: [MetricName]) async throws -> ExportReport {
        let lock = try await FileLock.whenFree(output + "/export.lock")
        let originals = OriginalCursors(history.prefix, suffix: "-csv.pos")
        let cursors = try await store.cursors(of: destination, orFrom: originals)
        let exports = await export(metrics, after: cursors)
        let moved = exports.compactMap { export in export.end.map { (export.metric, $0) } }
        let losses = exports.flatMap(\.losses)
        try await store.commit(Dictionary(uniqueKeysWithValues: moved), losses: losses, of: destination)
        withExtendedLifetime(lock) {}
        return ExportReport(exports)
    }

    private func export(_ metrics: [MetricName], after cursors: [String: Timestamp]) async -> [MetricExport] {
        await withTaskGroup(of: MetricExport.self) { group in
            var exports: [MetricExport] = []
            for (index, metric) in metrics.enumerated() {
                if index >= Self.metricsAtOnce, let export = await group.next() { exports.append(export) }
                group.addTask { await export(metric, after: cursors[metric.description]) }
            }
            for await export in group { exports.append(export) }
            return exports
        }
    }

    @concurrent
    private func export(_ metric: MetricName, after cursor: Timestamp?) async -> MetricExport {
        var export = MetricExport(metric)
        do {
            try await append(&export, after: cursor)
        } catch {
            export.error = "\(error)"
        }
        return export
    }

    private func append(_ export: inout MetricExport, after cursor: Timestamp?) async throws {
        let metric = export.metric
        // A file that cannot be read gets no CSV file.
        _ = try await history.window(of: metric)
        guard let path = MetricPath.path(of: metric)?.dropLast(MetricPath.suffix.count) else { return }
        let row = CSVRow(metric)
        let file = try CSVFile("\(output)/\(path).csv", row)
        if file.tornBytes > 0 { export.notices.append("\(file.path): cut off \(file.tornBytes) bytes of a torn row") }
        // What the cursor has passed was read: gaps, that the file does not show.
        export.note(try await history.expired(of: metric, after: [file.lastTime, cursor].compactMap(\.self).max()))
        // The end of the file is the truth; the cursor serves where the file was rotated away.
        var end = file.lastTime ?? cursor
        var isBegun = end != nil
        while true {
            let rows = try await history.rows(of: metric, after: end, limit: Self.rowsAtOnce)
            if export.end != nil { export.note(rows.expired) }
            guard !rows.values.isEmpty else { return }
            // What is unknown before a metric's first sample is no gap.
            let told = isBegun ? rows : rows.withoutLeadingGaps()
            let row = told.isCoarse ? CSVRow(told.name(of: metric)) : row
            try file.append(row.text(of: told, includingGaps: includesGaps))
            export.rows += told.values.count { includesGaps || !$0.isNaN }
            isBegun = isBegun || !told.values.isEmpty
            end = rows.end
            export.end = end
        }
    }
}
