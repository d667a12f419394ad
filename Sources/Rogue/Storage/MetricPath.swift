/// Between a metric's name and the path of its file below the prefix; exact both ways, so a reader needs no index.
///
/// Each dot of the name starts a folder, then each tag is a component `key=value`:
/// `fs.used;mount=/home` is `fs/used/mount=%2Fhome.rrd`.
package enum MetricPath {
    package static let suffix = ".rrd"
    /// The most bytes of one encoded component: file systems end at 255, and `.rrd.bak-TIME` has to fit behind.
    private static let longestComponent = 200

    /// The relative path, or `nil` where the name cannot be one: an empty component, or one over 200 bytes.
    package static func path(of metric: MetricName) -> String? {
        let components = metric.escapedBase + metric.tags.map(\.escaped)
        guard components.allSatisfy({ !$0.isEmpty && $0.utf8.count <= longestComponent }),
            metric.tags.allSatisfy({ !$0.key.isEmpty })
        else { return nil }
        return components.joined(separator: "/") + suffix
    }

    /// The metric whose file has this relative path, or `nil` where no metric's has.
    package static func metric(at path: String) -> MetricName? {
        guard path.hasSuffix(suffix) else { return nil }
        var base: [String] = []
        var tags: [String: String] = [:]
        for component in path.dropLast(suffix.count).split(separator: "/", omittingEmptySubsequences: false) {
            guard let equals = component.firstIndex(of: "=") else {
                guard let text = NameEscape.decoded(component) else { return nil }
                base.append(text)
                continue
            }
            guard let key = NameEscape.decoded(component[..<equals]),
                let value = NameEscape.decoded(component[equals...].dropFirst())
            else { return nil }
            tags[key] = value
        }
        let metric = MetricName(base.joined(separator: "."), tags: tags)
        return Self.path(of: metric) == path ? metric : nil
    }
}
