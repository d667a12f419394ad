import Glibc
import RoundRobin

/// A file whose rows are of a time that, as the clock has turned out, it is not: it would take no sample for years, or
/// would lose all it holds to the gap.
///
/// It is kept as `NAME.rrd.clock-TIME`, TIME being that of its latest row, and comes back when the clock does.
enum StrayHistory {
    /// How far from the clock a file's latest row is that: further than any time zone, in seconds.
    static let distance = 86_400

    /// Puts the file at `path` aside where its latest row is that far ahead of `now`, or where `behind` says so, behind it.
    ///
    /// In its place comes what was put aside there before, if it fits. Answers whether there was anything to be done.
    static func resolve(_ path: String, at now: Timestamp, behind: Bool = false) throws -> Bool {
        let last: Timestamp
        do throws(RoundRobinError) {
            last = Timestamp(try RoundRobinFile(path: path).header().lastUpdate)
        } catch {
            guard error.code == .missing || error.code == .unusable else { throw error }
            return false
        }
        let isAhead = last - now > distance
        guard isAhead || (behind && now - last > distance) else { return false }
        let former = try former(path, after: isAhead ? nil : last, through: now)
        try MovedAside.move(path, to: word, at: last)
        if let former, rename(former, path) != 0 { throw StorageError("bring back", former, errno: errno) }
        return true
    }

    private static let word = "clock"

    /// What was put aside of this file, with the latest row after `earliest` and not after `now`.
    private static func former(_ path: String, after earliest: Timestamp?, through now: Timestamp) throws -> String? {
        let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        let (folder, start) = (path[..<slash], path[slash...] + ".\(word)-")
        let times = try Prefix.names(in: folder.isEmpty ? "." : String(folder)).compactMap { name in
            name.hasPrefix(start) ? Int(name.dropFirst(start.count)).map { Timestamp($0) } : nil
        }
        let latest = times.filter { $0 <= now }.max()
        guard let latest, earliest.map({ latest > $0 }) ?? true else { return nil }
        return "\(path).\(word)-\(latest)"
    }
}
