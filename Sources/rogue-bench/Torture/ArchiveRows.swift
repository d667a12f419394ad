import Rogue
import RoundRobin

/// All final rows of one archive of a file.
struct ArchiveRows {
    /// Seconds between two rows.
    let step: Int
    /// The time before the first row.
    let start: Int
    let values: [Double]

    /// The time of the last row.
    var end: Int { start + values.count * step }

    /// The row at `time`; `nil` where the archive has none of that time.
    subscript(time: Int) -> Double? {
        guard time > start, time <= end, (time - start).isMultiple(of: step) else { return nil }
        return values[(time - start) / step - 1]
    }

    /// The average archives of a file, the finest first, and the time of its latest update.
    static func read(_ file: RoundRobinFile) throws -> (archives: [ArchiveRows], lastUpdate: Int) {
        let header = try file.header()
        let archives = try header.archives.filter { $0.function == .average }.map { archive in
            let step = header.step * archive.stepsPerRow
            let window = HistoryWindow(step: step, rows: archive.rows, lastUpdate: Timestamp(header.lastUpdate))
            let (start, end) = (window.start.seconds, window.end.seconds)
            let rows = try file.fetch(after: start, through: end, resolution: step)
            guard rows.step == step, rows.start == start + step, rows.values.count == archive.rows else {
                throw Difference("\(file.path): the rows of \(step) s cannot be read")
            }
            return ArchiveRows(step: step, start: start, values: rows.values)
        }
        return (archives.sorted { $0.step < $1.step }, header.lastUpdate)
    }
}
