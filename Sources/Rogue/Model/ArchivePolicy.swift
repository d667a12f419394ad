package import RoundRobin

/// Which archives a new file gets for the interval at which it is sampled.
package enum ArchivePolicy {
    private static let retention = 14 * 86_400
    /// 14 days of minutes: the most rows that one archive gets.
    private static let mostRows = 20_160

    /// Every sample for 14 days, as far as that is at most 20,160 rows; where it is more, minutes for 14 days as well.
    ///
    /// At 300 s that is the original's 4,032 rows; at 1 s, 5.6 hours of seconds and 14 days of minutes.
    package static func archives(interval: Int) -> [RoundRobinArchive] {
        let rows = max(1, retention / interval)
        guard rows > mostRows else { return [RoundRobinArchive(stepsPerRow: 1, rows: rows)] }
        let steps = (60 + interval - 1) / interval
        return [
            RoundRobinArchive(stepsPerRow: 1, rows: mostRows),
            RoundRobinArchive(stepsPerRow: steps, rows: retention / (steps * interval)),
        ]
    }
}
