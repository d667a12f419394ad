import Rogue
import RoundRobin

/// What the file of a series has to hold: the rows it held at the last look, and what was written since.
struct SeriesMemory {
    let series: Int
    private var seen: [ArchiveRows] = []
    /// The latest sample in the file.
    private var last: Int?
    /// Up to here samples may be gone with an earlier file.
    private var doubtful = Int.min

    /// The longest gap of a counter that still has a mean rate.
    static let heartbeat = 600

    init(series: Int) {
        self.series = series
    }

    var name: String { MadeUpMachine.metric(series).name.description }

    /// The file is gone with all its rows, and some samples up to `time` may be as well.
    mutating func forget(through time: Int) {
        (seen, last, doubtful) = ([], nil, time)
    }

    /// Looks at the file, and answers how many rows it has compared.
    mutating func look(at file: RoundRobinFile, _ ticks: [WrittenTick]) throws -> Int {
        let mine = ticks.filter { series < $0.series }
        if last == nil, mine.allSatisfy({ !isSure($0) }), (try? file.header()) == nil { return 0 }
        let (archives, lastUpdate) = try ArchiveRows.read(file)
        guard let finest = archives.first else { throw Difference("\(file.path) has no average archive") }
        let old = try archives.reduce(0) { try $0 + compareSeen($1) }
        let (latest, new) = try compareNew(finest, mine, lastUpdate)
        guard latest == lastUpdate else {
            let found = "its latest update is \(lastUpdate)"
            throw Difference("\(name): \(found), its latest sample was at \(latest.map(String.init) ?? "no time")")
        }
        let coarse = try archives.dropFirst().reduce(0) { try $0 + compareCoarse($1, finest) }
        (seen, last) = (archives, latest)
        return old + new + coarse
    }

    private func isSure(_ tick: WrittenTick) -> Bool { tick.isSure && tick.time > doubtful }

    /// Rows of the last look never change again.
    private func compareSeen(_ rows: ArchiveRows) throws -> Int {
        guard let before = seen.first(where: { $0.step == rows.step }) else { return 0 }
        var count = 0
        for time in stride(from: max(before.start, rows.start) + rows.step, through: before.end, by: rows.step) {
            guard let (old, new) = before[time].flatMap({ old in rows[time].map { (old, $0) } }) else { continue }
            guard old.isNaN && new.isNaN || old == new else {
                throw Difference(name, step: rows.step, time: time, expected: "\(old), as it was,", found: new)
            }
            count += 1
        }
        return count
    }

    /// Rows since the last look follow from the ticks; answers the time of the latest sample, and how many rows there were.
    private func compareNew(
        _ rows: ArchiveRows,
        _ ticks: [WrittenTick],
        _ lastUpdate: Int
    ) throws -> (latest: Int?, rows: Int) {
        var (latest, count) = (last, 0)
        // Whether a tick that may be there is told by its rows; when these have left the archive, nothing tells.
        var isCertain = true
        for (index, tick) in ticks.enumerated() {
            if !isSure(tick) {
                guard rows[tick.time] != nil else {
                    isCertain = false
                    continue
                }
                let next = index + 1 < ticks.count ? rows[ticks[index + 1].time] : nil
                let isFollowed = next?.isFinite ?? (lastUpdate == tick.time)
                guard holds(rows, tick.time, after: latest, isFollowed: isFollowed) else { continue }
            }
            if isCertain {
                count += try compare(rows, after: latest ?? seen.first?.end ?? rows.start, through: tick.time, latest)
            }
            (latest, isCertain) = (tick.time, true)
        }
        return (latest, count)
    }

    /// Whether the file has taken the sample of `time`, which it may have.
    private func holds(_ rows: ArchiveRows, _ time: Int, after latest: Int?, isFollowed: Bool) -> Bool {
        guard let found = rows[time] else { return false }
        if MadeUpMachine.isGauge(series) { return found.isFinite }
        let expected = expected(time, at: time, after: latest)
        // A counter's first sample makes no row, but the next sample's.
        return expected.isFinite ? isEqual(expected, found) : isFollowed
    }

    private func compare(_ rows: ArchiveRows, after start: Int, through end: Int, _ latest: Int?) throws -> Int {
        let first = max(start, rows.start) + 1
        // Of a long run the first rows are gone already.
        guard first <= end else { return 0 }
        var count = 0
        for time in first...end {
            guard let found = rows[time] else { continue }
            let expected = expected(end, at: time, after: latest)
            guard isEqual(expected, found) else {
                throw Difference(name, step: rows.step, time: time, expected: "\(expected)", found: found)
            }
            count += 1
        }
        return count
    }

    /// The row at `time`, when the sample at `end` follows that at `latest`.
    private func expected(_ end: Int, at time: Int, after latest: Int?) -> Double {
        if MadeUpMachine.isGauge(series) { return time == end ? MadeUpMachine.gauge(series, at: time) : .nan }
        guard let latest, end - latest <= Self.heartbeat else { return .nan }
        let difference = MadeUpMachine.count(series, at: end) - MadeUpMachine.count(series, at: latest)
        return Double(difference) / Double(end - latest)
    }

    private func isEqual(_ expected: Double, _ found: Double, within tolerance: Double = 1e-15) -> Bool {
        if expected.isNaN || found.isNaN { return expected.isNaN && found.isNaN }
        return abs(expected - found) <= tolerance * max(abs(expected), abs(found))
    }

    /// A coarse row is the mean of its fine ones, as far as these are still there.
    private func compareCoarse(_ rows: ArchiveRows, _ fine: ArchiveRows) throws -> Int {
        var count = 0
        let begin = seen.first { $0.step == rows.step }?.end ?? rows.start
        for time in stride(from: max(begin, rows.start) + rows.step, through: rows.end, by: rows.step) {
            let parts = (time - rows.step + 1...time).compactMap { fine[$0] }
            guard parts.count == rows.step, let found = rows[time] else { continue }
            let known = parts.filter(\.isFinite)
            let isKnown = 2 * (parts.count - known.count) <= parts.count
            let expected = isKnown ? known.reduce(0, +) / Double(known.count) : .nan
            // librrd adds up in another order.
            guard isEqual(expected, found, within: 1e-13) else {
                throw Difference(name, step: rows.step, time: time, expected: "\(expected)", found: found)
            }
            count += 1
        }
        return count
    }
}
