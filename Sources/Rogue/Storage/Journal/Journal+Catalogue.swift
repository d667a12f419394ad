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
        let bounds = [metric.range?.lowerBound, metric.range?.upperBound].map { $0?.description ?? "" }
        let fields =
            [path, metric.kind.rawValue] + bounds + ["\(step)", "\(heartbeat)", metric.unit, metric.summary]
            + [archives.map(\.definition).joined(separator: " ")]
        let sql = """
            INSERT INTO series (path, kind, lower, upper, step, heartbeat, unit, summary, archives, checksum)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (path) DO UPDATE SET kind = excluded.kind, lower = excluded.lower, upper = excluded.upper,
                step = excluded.step, heartbeat = excluded.heartbeat, unit = excluded.unit, summary = excluded.summary,
                archives = excluded.archives, checksum = excluded.checksum
            RETURNING id
            """
        let statement = try prepare(sql)
        let values = fields.map { SQLiteValue.text($0) } + [.integer(Self.checksum(of: fields))]
        let id = try statement.rows(values) { $0.integer(0) ?? 0 }
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

    /// Of an entry's fields, in their order: a damaged entry would have samples go into another file, or nowhere.
    private static func checksum(of fields: [String?]) -> Int {
        var bytes: [UInt8] = []
        for field in fields {
            bytes += (field ?? "").utf8
            bytes.append(0)
        }
        return Int(CRC32C.checksum(bytes))
    }

    /// Every series that was ever entered.
    func catalogue() throws(SQLiteError) -> Records<Series> {
        var policies: Policies = [:]
        let rows = try prepare(Self.selection).rows { Self.series($0, &policies) }
        return Records(sound: rows.compactMap(\.self), damaged: rows.count { $0 == nil })
    }

    /// What a reader finds in the catalogue of a prefix: what each metric is; nothing, where there is no journal to be read.
    package static func metrics(in prefix: Prefix) -> [MetricName: Metric] {
        var policies: Policies = [:]
        guard let database = try? Database(reading: prefix.file(fileName)),
            let rows = try? database.prepare(selection).rows([], { series($0, &policies)?.metric })
        else { return [:] }
        return Dictionary(rows.compactMap { $0.map { ($0.name, $0) } }) { $1 }
    }

    private static let selection = """
        SELECT id, path, kind, lower, upper, step, heartbeat, unit, summary, archives, checksum FROM series
        """

    /// The archives by the text of them: thousands of series have but a few different ones.
    private typealias Policies = [String: [RoundRobinArchive]]

    private static func archives(_ text: String, _ policies: inout Policies) -> [RoundRobinArchive] {
        if let known = policies[text] { return known }
        let archives = text.split(separator: " ").compactMap { RoundRobinArchive(definition: $0) }
        policies[text] = archives
        return archives
    }

    private static func series(_ row: Statement.Row, _ policies: inout Policies) -> Series? {
        let fields = (1...9).map { row.text($0) }
        guard row.integer(10) == checksum(of: fields), let id = row.integer(0), let path = fields[0],
            let name = MetricPath.metric(at: path), let kind = fields[1].flatMap(Metric.Kind.init(rawValue:)),
            let step = row.integer(5), step > 0, let heartbeat = row.integer(6)
        else { return nil }
        let bounds = fields[2...3].compactMap { $0.flatMap(Double.init) }
        let range = bounds.count == 2 && bounds[0] <= bounds[1] ? bounds[0]...bounds[1] : nil
        let archives = archives(fields[8] ?? "", &policies)
        return Series(
            id: id,
            metric: Metric(name, kind, unit: fields[6] ?? "", in: range, summary: fields[7] ?? ""),
            path: path,
            step: step,
            heartbeat: heartbeat,
            archives: archives.isEmpty ? ArchivePolicy.rogueArchives(interval: step) : archives
        )
    }
}
