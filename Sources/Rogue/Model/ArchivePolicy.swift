package import RoundRobin

/// Which archives a new file gets: steps, how long each is kept, and by what functions.
///
/// Written `10s:2d,1m:14d:average+min+max,10m:1y`, or by one of the names.
package enum ArchivePolicy: Hashable, Sendable {
    /// The default: every sample for 14 days, as far as that is at most 20,160 rows; where it is more, minutes for 14
    /// days as well.
    ///
    /// At 300 s that is the original's 4,032 rows; at 1 s, 5.6 hours of seconds and 14 days of minutes.
    case rogue
    /// Gnocchi's `low`: 5 minutes for 30 days.
    case low
    /// Gnocchi's `medium`: minutes for 7 days, hours for a year.
    case medium
    /// Gnocchi's `high`: seconds for an hour, minutes for 7 days, hours for a year.
    case high
    /// One that was written out.
    case parts([Part])

    /// One step, kept for a while, by one or more functions.
    package struct Part: Hashable, Sendable {
        package let step: Interval
        package let retention: Interval
        package let functions: [RoundRobinArchive.Function]
    }

    private static let named: [String: ArchivePolicy] = [
        "rogue": .rogue, "low": .low, "medium": .medium, "high": .high,
    ]

    /// Reads a policy's text form, or a name.
    package init(_ text: some StringProtocol) throws(ArchivePolicyError) {
        if let policy = Self.named[String(text)] {
            self = policy
            return
        }
        guard !text.isEmpty else { throw ArchivePolicyError(text, "the policy is empty") }
        var parts: [Part] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) { parts.append(try Part(part)) }
        try Self.check(parts)
        self = .parts(parts)
    }
}

extension ArchivePolicy: CustomStringConvertible {
    /// The text form, which reads back to the same policy.
    package var description: String {
        switch self {
        case .rogue: "rogue"
        case .low: "low"
        case .medium: "medium"
        case .high: "high"
        case .parts(let parts): parts.map(\.description).joined(separator: ",")
        }
    }
}

extension ArchivePolicy {
    /// The archives of a file whose samples are `interval` seconds apart, the finest first.
    ///
    /// A finest step below the interval becomes the interval, coarser steps are rounded up to a multiple of it; where
    /// two become one, the longer retention holds.
    package func archives(interval: Int) throws(ArchivePolicyError) -> [RoundRobinArchive] {
        guard self != .rogue else { return Self.rogueArchives(interval: interval) }
        let parts = parts
        let finest = parts.map(\.step.seconds).min() ?? interval
        guard finest <= interval else {
            let steps = "the finest step, \(Interval(seconds: finest)), is coarser than the interval, "
            throw ArchivePolicyError(description, steps + "\(Interval(seconds: interval)): samples would be lost")
        }
        var archives: [RoundRobinArchive] = []
        for part in parts {
            let steps = (part.step.seconds + interval - 1) / interval
            let rows = (part.retention.seconds + steps * interval - 1) / (steps * interval)
            for function in part.functions {
                if let same = archives.firstIndex(where: { $0.stepsPerRow == steps && $0.function == function }) {
                    archives[same].rows = max(archives[same].rows, rows)
                } else {
                    archives.append(RoundRobinArchive(function: function, stepsPerRow: steps, rows: rows))
                }
            }
        }
        let order = archives.enumerated().sorted { ($0.1.stepsPerRow, $0.0) < ($1.1.stepsPerRow, $1.0) }
        return order.map(\.element)
    }

    private var parts: [Part] {
        switch self {
        case .rogue: []
        case .low: [Part(300, 30 * 86_400)]
        case .medium: [Part(60, 7 * 86_400), Part(3_600, 365 * 86_400)]
        case .high: [Part(1, 3_600), Part(60, 7 * 86_400), Part(3_600, 365 * 86_400)]
        case .parts(let parts): parts
        }
    }

    /// The archives of ``rogue``, which depend on the interval alone.
    static func rogueArchives(interval: Int) -> [RoundRobinArchive] {
        let (retention, mostRows) = (14 * 86_400, 20_160)
        let rows = max(1, retention / interval)
        guard rows > mostRows else { return [RoundRobinArchive(stepsPerRow: 1, rows: rows)] }
        let steps = (60 + interval - 1) / interval
        return [
            RoundRobinArchive(stepsPerRow: 1, rows: mostRows),
            RoundRobinArchive(stepsPerRow: steps, rows: retention / (steps * interval)),
        ]
    }
}
