/// Which metric: a dotted name, and tags that tell its instances apart.
///
/// Its text form, the same in printed samples, globs, CSV, logs and the loss ledger: `disk.reads;device=sda`.
package struct MetricName: Hashable, Sendable {
    /// `disk.reads`.
    package let base: String
    /// Ordered by key, each key once.
    package let tags: [Tag]

    /// One `key=value`.
    package struct Tag: Hashable, Sendable {
        package let key: String
        package let value: String

        /// `key=value`, with no other `=`.
        var escaped: String { NameEscape.encoded(key[...]) + "=" + NameEscape.encoded(value[...]) }
    }

    package init(_ base: String, tags: [String: String] = [:]) {
        self.base = base
        self.tags = tags.sorted { $0.key < $1.key }.map { Tag(key: $0.key, value: $0.value) }
    }
}

extension MetricName {
    /// The tag of coarse rows.
    private static let granularity = "granularity"

    /// The metric's coarse rows, each of so many seconds: what was sampled has expired, and only their mean is left.
    func with(granularity: String) -> MetricName {
        let tags = tags.map { ($0.key, $0.value) } + [(Self.granularity, granularity)]
        return MetricName(base, tags: Dictionary(tags) { $1 })
    }

    /// The metric whose coarse rows these may be.
    var withoutGranularity: MetricName {
        guard tags.contains(where: { $0.key == Self.granularity }) else { return self }
        let tags = tags.filter { $0.key != Self.granularity }.map { ($0.key, $0.value) }
        return MetricName(base, tags: Dictionary(tags) { $1 })
    }
}

extension MetricName: CustomStringConvertible {
    /// The text form; what would be mistaken for something else is escaped as in file names.
    package var description: String {
        ([escapedBase.joined(separator: ".")] + tags.map(\.escaped)).joined(separator: ";")
    }

    /// The parts between the dots.
    var escapedBase: [String] {
        base.split(separator: ".", omittingEmptySubsequences: false).map { NameEscape.encoded($0) }
    }
}

extension MetricName: Comparable {
    package static func < (left: MetricName, right: MetricName) -> Bool {
        left.description < right.description
    }
}
