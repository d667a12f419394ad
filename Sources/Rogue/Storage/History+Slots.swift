import RoundRobin

extension History {
    /// What is after `cursor`, slot by slot.
    package func outstanding(
        of metric: MetricName,
        after cursor: Timestamp?,
        coarse: Bool? = nil
    ) async throws -> Outstanding {
        var (found, end, isFirst) = (Outstanding(), cursor, true)
        while true {
            let rows = try await rows(of: metric, after: end, limit: 100_000, coarse: coarse)
            if isFirst { found.expired = rows.expired }
            guard !rows.values.isEmpty else { return found }
            for (index, value) in rows.values.enumerated() {
                let slots = rows.slots(index, after: end)
                if value.isFinite { found.pending += slots } else { found.gaps += slots }
            }
            (end, isFirst) = (rows.end, false)
        }
    }

    /// The time before the first row after `cursor` that is known, of all rows where there is no cursor; `nil` where none
    /// is known.
    func beginning(of metric: MetricName, after cursor: Timestamp?, coarse: Bool) async throws -> Timestamp? {
        var end = cursor
        while true {
            let rows = try await rows(of: metric, after: end, limit: 100_000, coarse: coarse)
            guard !rows.values.isEmpty else { return nil }
            if let index = rows.values.firstIndex(where: \.isFinite) {
                return max(index == 0 ? rows.start : rows.time(index - 1), end ?? rows.start)
            }
            end = rows.end
        }
    }

    /// Where the history ended that files moved aside of this metric hold, in rows of so many seconds; `nil` where nobody
    /// can know, for there is no such file, or after `cursor` one was moved aside that cannot be read.
    func endAside(of metric: MetricName, step: Int, after cursor: Timestamp) throws -> Timestamp? {
        let path = try file(of: metric).path
        let slash = path.lastIndex(of: "/") ?? path.startIndex
        let (folder, start) = (path[..<slash], path[slash...].dropFirst() + ".")
        var end: Timestamp?
        for name in try Prefix.names(in: String(folder)) where name.hasPrefix(start) {
            if let look = try? look(at: RoundRobinFile(path: folder + "/" + name)) {
                if look.finest.step == step { end = max(end ?? look.finest.end, look.finest.end) }
            } else if let time = name.split(separator: "-").last.flatMap({ Int($0) }), time > cursor.seconds {
                return nil
            }
        }
        return end
    }
}
