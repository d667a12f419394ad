import RoundRobin
import SQLite

extension Journal {
    /// Enters a series into the catalogue, or brings its entry up to date, and answers it with its number.
    func enter(
        _ metric: Metric,
        path: String,
        step: Int,
        heartbeat: Int,
        archives: [RoundRobinArchive]
    ) throws(SQLiteError) -> Series {
        if let known = entered[path], known.metric == metric, known.step == step, known.heartbeat == heartbeat,
            known.archives == archives
        {
            return known
        }
        let bounds = [metric.range?.lowerBound, metric.range?.upperBound].map {
            SQLiteValue.text($0?.description ?? "")
        }
        let sql = """
            INSERT INTO series (path, kind, lower, upper, step, heartbeat, unit, summary, archives)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (path) DO UPDATE SET kind = excluded.kind, lower = excluded.lower, upper = excluded.upper,
                step = excluded.step, heartbeat = excluded.heartbeat, unit = excluded.unit, summary = excluded.summary,
                archives = excluded.archives
            RETURNING id
            """
        let statement = try prepare(sql)
        let id = try statement.rows(
            [.text(path), .text(metric.kind.rawValue)] + bounds + [.integer(step), .integer(heartbeat)]
                + [.text(metric.unit), .text(metric.summary), .text(archives.map(\.definition).joined(separator: " "))]
        ) { $0.integer(0) ?? 0 }
        let series = Series(
            id: id.first ?? 0,
            metric: metric,
            path: path,
            step: step,
            heartbeat: heartbeat,
            archives: archives
        )
        entered[path] = series
        return series
    }

    /// Every series that was ever entered, by its number.
    func catalogue() throws(SQLiteError) -> [Int: Series] {
        let sql = "SELECT id, path, kind, lower, upper, step, heartbeat, unit, summary, archives FROM series"
        let series = try prepare(sql).rows { row -> Series? in
            guard let path = row.text(1), let name = MetricPath.metric(at: path),
                let kind = row.text(2).flatMap(Metric.Kind.init(rawValue:))
            else { return nil }
            let bounds = [row.text(3), row.text(4)].map { $0.flatMap(Double.init) }
            var range: ClosedRange<Double>?
            if let lower = bounds[0], let upper = bounds[1], lower <= upper { range = lower...upper }
            let (unit, summary) = (row.text(7) ?? "", row.text(8) ?? "")
            let step = max(1, row.integer(5) ?? 1)
            let archives = row.text(9)?.split(separator: " ").compactMap { RoundRobinArchive(definition: $0) } ?? []
            return Series(
                id: row.integer(0) ?? 0,
                metric: Metric(name, kind, unit: unit, in: range, summary: summary),
                path: path,
                step: step,
                heartbeat: row.integer(6) ?? 0,
                archives: archives.isEmpty ? ArchivePolicy.rogueArchives(interval: step) : archives
            )
        }
        return Dictionary(series.compactMap { $0 }.map { ($0.id, $0) }) { $1 }
    }
}
