package import RoundRobin

/// Which metric gets which archives, for one interval: the first pattern that fits decides.
package struct ArchiveRules: Hashable, Sendable {
    private var rules: [Rule] = []
    private var general: [RoundRobinArchive]

    /// The archives of the metrics that a pattern fits.
    private struct Rule: Hashable, Sendable {
        let pattern: MetricPattern
        let archives: [RoundRobinArchive]
    }

    /// The default policy for every metric.
    package init(interval: Int) {
        general = ArchivePolicy.rogueArchives(interval: interval)
    }

    /// Reads `POLICY`, which is for all metrics that no other fits, and `PATTERN=POLICY`, in the order of precedence.
    package init(_ texts: [String], interval: Int) throws(ArchivePolicyError) {
        self.init(interval: interval)
        var isGeneralSet = false
        for text in texts {
            // A glob may have a `=` in it, a policy never.
            let split = text.lastIndex(of: "=")
            let policy = try ArchivePolicy(split.map { text[$0...].dropFirst() } ?? text[...])
            let archives = try policy.archives(interval: interval)
            if let split {
                rules.append(Rule(pattern: try Self.pattern(text[..<split], of: text), archives: archives))
            } else {
                guard !isGeneralSet else { throw ArchivePolicyError(text, "a second policy without a glob") }
                (general, isGeneralSet) = (archives, true)
            }
        }
    }

    private static func pattern(
        _ pattern: Substring,
        of text: String
    ) throws(ArchivePolicyError) -> MetricPattern {
        guard !pattern.isEmpty else { throw ArchivePolicyError(text, "the glob before = is empty") }
        do throws(PatternError) {
            return try MetricPattern(String(pattern))
        } catch {
            throw ArchivePolicyError(pattern, error.reason)
        }
    }

    /// The archives of a new file of the metric.
    package func archives(of metric: MetricName) -> [RoundRobinArchive] {
        rules.first { $0.pattern.matches(metric) }?.archives ?? general
    }
}
