import RoundRobin

extension ArchivePolicy {
    /// The most archives of a file, each function of each step being one.
    private static let mostArchives = 16
    /// The most rows of a file, in all its archives: 80 MB.
    private static let mostRows = 10_000_000

    /// Checks that the parts go together.
    static func check(_ parts: [Part]) throws(ArchivePolicyError) {
        guard let finest = parts.min(by: { $0.step.seconds < $1.step.seconds })?.step else { return }
        var (archives, rows) = (0, 0)
        for (index, part) in parts.enumerated() {
            let text = part.description
            archives += part.functions.count
            rows += part.functions.count * part.rows
            guard part.step.seconds % finest.seconds == 0 else {
                throw ArchivePolicyError(text, "the step is not a multiple of the finest, \(finest)")
            }
            guard archives <= mostArchives else { throw ArchivePolicyError(text, "more than \(mostArchives) archives") }
            guard rows <= mostRows else { throw ArchivePolicyError(text, "more than \(mostRows) rows in all") }
            for other in parts[..<index] where other.step == part.step {
                guard let twice = part.functions.first(where: other.functions.contains) else { continue }
                throw ArchivePolicyError(text, "the \(twice.word) of \(part.step) is there twice")
            }
        }
        // The row of an only step is its average, minimum, maximum and last alike, but readers look for the average.
        guard parts.contains(where: { $0.step == finest && $0.functions.contains(.average) }) else {
            throw ArchivePolicyError("\(finest)", "the finest step needs the average, which readers read")
        }
    }
}

extension ArchivePolicy.Part: CustomStringConvertible {
    /// Ten years.
    private static let longestRetention = 10 * 366 * 86_400

    /// A part that is known to be right.
    init(_ step: Int, _ retention: Int) {
        self.step = Interval(seconds: step)
        self.retention = Interval(seconds: retention)
        functions = [.average]
    }

    /// Reads `STEP:RETENTION[:FUNCTION+…]`.
    init(_ text: some StringProtocol) throws(ArchivePolicyError) {
        let fields = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(fields.count) else {
            throw ArchivePolicyError(text, "neither rogue, low, medium, high nor STEP:RETENTION[:FUNCTIONS]")
        }
        guard let step = Interval(fields[0]) else {
            throw ArchivePolicyError(text, "the step is not a time of 1 s to 1 year, such as 10s, 5m or 1h")
        }
        guard let retention = Interval(fields[1], longest: Self.longestRetention) else {
            throw ArchivePolicyError(text, "the retention is not a time of at most 10 years, such as 1h, 14d or 1y")
        }
        guard retention.seconds >= step.seconds else {
            throw ArchivePolicyError(text, "the retention is shorter than the step")
        }
        var functions: [RoundRobinArchive.Function] = []
        for word in fields.count < 3 ? ["average"] : fields[2].split(separator: "+", omittingEmptySubsequences: false) {
            guard let function = RoundRobinArchive.Function.allCases.first(where: { $0.word == word }) else {
                throw ArchivePolicyError(text, "unknown function: it is average, min, max or last")
            }
            guard !functions.contains(function) else { throw ArchivePolicyError(text, "\(word) is there twice") }
            functions.append(function)
        }
        self.step = step
        self.retention = retention
        self.functions = functions
    }

    /// Rows of each of its archives.
    var rows: Int { (retention.seconds + step.seconds - 1) / step.seconds }

    /// `10s:2d`, `1m:14d:average+min+max`.
    package var description: String {
        let functions = functions == [.average] ? "" : ":" + functions.map(\.word).joined(separator: "+")
        return "\(step):\(retention)\(functions)"
    }
}

extension RoundRobinArchive.Function {
    /// How a policy spells it: `average`, `min`, `max` or `last`.
    package var word: String { rawValue.lowercased() }
}
