import Glibc

/// A pattern for metrics' text forms: a shell's, such as `Disk*` and `*;device=sda`, or a regular expression between
/// slashes, `/^disk\.(reads|writes);/`.
package struct MetricPattern: Hashable, Sendable {
    private let kind: Kind

    private enum Kind: Hashable, Sendable {
        case glob(String)
        case expression(RegularExpression)
    }

    /// The longest glob, in bytes.
    private static let longest = 500

    /// Reads a glob, or a regular expression between slashes.
    package init(_ pattern: String) throws(PatternError) {
        guard !pattern.isEmpty else { throw PatternError(pattern, "it is empty") }
        guard pattern.utf8.count <= Self.longest else {
            throw PatternError(pattern, "it is longer than \(Self.longest) bytes")
        }
        // The name of no metric begins with a slash: it is escaped.
        guard pattern.hasPrefix("/") else {
            kind = .glob(pattern)
            return
        }
        guard pattern.hasSuffix("/"), pattern.utf8.count > 1 else {
            throw PatternError(pattern, "a regular expression ends with a slash, too")
        }
        do {
            kind = .expression(try RegularExpression(String(pattern.dropFirst().dropLast())))
        } catch {
            throw PatternError(pattern, error.reason)
        }
    }

    /// Whether the metric's text form fits; `*` crosses dots.
    ///
    /// The corresponding C functions are `fnmatch` and `regexec`.
    package func matches(_ metric: MetricName) -> Bool {
        switch kind {
        case .glob(let glob): fnmatch(glob, metric.description, 0) == 0
        case .expression(let expression): expression.matches(metric.description)
        }
    }
}

extension [MetricPattern] {
    /// Whether any of the patterns fits, or there is none.
    package func select(_ metric: MetricName) -> Bool {
        isEmpty || contains { $0.matches(metric) }
    }
}
