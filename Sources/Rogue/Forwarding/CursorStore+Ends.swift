import SQLite

extension CursorStore {
    /// The last row of each series of whose end the destination was told, by the metric's text form.
    func ends(of destination: String) throws -> [String: Timestamp] {
        let statement = try database.prepare("SELECT metric, time FROM ends WHERE destination = ?")
        let rows = try statement.rows([.text(destination)]) { ($0.text(0) ?? "", $0.time(1)) }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// Notes that the destination was told of the ends.
    func note(_ ends: [SeriesEnd], of destination: String) throws {
        try database.transaction {
            let keep = try database.prepare("INSERT OR REPLACE INTO ends VALUES (?, ?, ?)")
            for end in ends {
                try keep.run([.text(destination), .text(end.metric.description), .integer(end.last.seconds)])
            }
        }
    }
}
