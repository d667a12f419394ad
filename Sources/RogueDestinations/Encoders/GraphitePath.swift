import Rogue

/// What carbon knows a metric by: `prefix.host.name;key=value…`, or what a template says.
struct GraphitePath: Hashable {
    private let form: Form

    private enum Form: Hashable {
        /// Behind a start that all have, `prefix.host.`, name and tags, and the tags of all metrics.
        case tagged([UInt8], common: [String: String])
        case template(GraphiteTemplate, labels: [String: String])
    }

    /// The most bytes of a part: it is the name of a folder or, with `.wsp`, of a file.
    private static let longestPart = 251

    /// Paths with tags: a host is one folder of the tree, not one for each label of its name.
    init(prefix: String?, _ source: SampleSource) {
        var start: [UInt8] = []
        if let prefix {
            start.append(field: prefix, without: "/;")
            start.append(UInt8(ascii: "."))
        }
        start.append(field: source.host, without: "./;")
        start.append(UInt8(ascii: "."))
        form = .tagged(start, common: source.common)
    }

    /// Paths without tags.
    init(_ template: GraphiteTemplate, _ source: SampleSource) {
        form = .template(template, labels: source.common.merging(["host": source.host]) { $1 })
    }

    /// The metric's path.
    func callAsFunction(_ metric: MetricName) -> [UInt8] {
        switch form {
        case .tagged(let start, let common): start + Self.tagged(metric, common)
        case .template(let template, let labels): template.path(of: metric, labels: labels)
        }
    }

    /// The metric's path as the name of a series; none where a file system could not hold it.
    func storeName(of metric: MetricName) -> StoreName {
        let path = self(metric)
        let parts = path.split(separator: UInt8(ascii: "."))
        // carbon makes a file name of a hash where there are tags.
        guard path.contains(UInt8(ascii: ";")) || parts.allSatisfy({ $0.count <= Self.longestPart }) else {
            return .impossible("a part of its path is longer than \(Self.longestPart) bytes")
        }
        return .named(String(decoding: path, as: UTF8.self))
    }

    /// Name and tags, without what carbon refuses (its `TaggedSeries`): a tag without a value, a value that starts with
    /// `~`, and `!` or `^` in a key.
    private static func tagged(_ metric: MetricName, _ common: [String: String]) -> [UInt8] {
        var path = GraphiteName.of(metric)
        let tags = common.merging(metric.tags.map { ($0.key, $0.value) }) { $1 }
        for tag in tags.sorted(by: { $0.key < $1.key }) where !tag.value.isEmpty {
            path.append(UInt8(ascii: ";"))
            path.append(escaping: tag.key, without: "/;=!^")
            path.append(UInt8(ascii: "="))
            path.append(escaping: tag.value.prefix(1), without: "/;=~")
            path.append(escaping: tag.value.dropFirst(), without: "/;=")
        }
        return path
    }
}
