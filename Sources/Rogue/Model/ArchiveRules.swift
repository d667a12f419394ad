package import RoundRobin

/// Which metric gets which archives: the first pattern that fits decides.
package struct ArchiveRules: Hashable, Sendable {
    private var rules: [Rule] = []
    /// By the seconds between two samples.
    private var general: [Int: [RoundRobinArchive]]

    /// The archives of the metrics that a pattern fits, by the seconds between two samples.
    private struct Rule: Hashable, Sendable {
        let pattern: MetricPattern
        let archives: [Int: [RoundRobinArchive]]
    }

    /// The default policy for every metric.
    package init(interval: Int) {
        general = [interval: ArchivePolicy.rogueArchives(interval: interval)]
    }

    /// Reads `POLICY`, which is for all metrics that no other fits, and `GLOB=POLICY`, in the order of precedence.
    ///
    /// A policy that is too coarse for the general interval is an error, one that is too coarse only for the shorter
    /// interval of a single collector is not meant for its metrics.
    package init(_ texts: [String], interval: Int, others: Set<Int> = []) throws(ArchivePolicyError) {
        self.init(interval: interval)
        var isGeneralSet = false
        for text in texts {
            // A glob may have a `=` in it, a policy never.
            let split = text.lastIndex(of: "=")
            let policy = try ArchivePolicy(split.map { text[$0...].dropFirst() } ?? text[...])
            var archives = [interval: try policy.archives(interval: interval)]
            for other in others { archives[other] = try? policy.archives(interval: other) }
            if let split {
                let pattern = try Self.pattern(text[..<split], of: text)
                rules.append(Rule(pattern: pattern, archives: archives))
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

    /// The archives of a new file of the metric, of which there is a sample every `interval` seconds.
    package func archives(of metric: MetricName, interval: Int) -> [RoundRobinArchive] {
        let fitting = rules.first { $0.archives[interval] != nil && $0.pattern.matches(metric) }?.archives
        return (fitting ?? general)[interval] ?? ArchivePolicy.rogueArchives(interval: interval)
    }
}
