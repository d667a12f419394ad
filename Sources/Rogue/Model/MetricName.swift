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
    }

    package init(_ base: String, tags: [String: String] = [:]) {
        self.base = base
        self.tags = tags.sorted { $0.key < $1.key }.map { Tag(key: $0.key, value: $0.value) }
    }
}

extension MetricName: CustomStringConvertible {
    /// The text form, escaped as in file names: ``MetricPath``.
    package var description: String {
        let base = MetricPath.components(ofBase: base).joined(separator: ".")
        return ([base] + tags.map(MetricPath.component(of:))).joined(separator: ";")
    }
}

extension MetricName: Comparable {
    package static func < (left: MetricName, right: MetricName) -> Bool {
        left.description < right.description
    }
}
