import Rogue

/// The names that a plug-in may give to its metrics.
enum PluginName {
    private static let mostTags = 16
    /// File systems take paths of 4,095 bytes, with that of the prefix.
    private static let longestPath = 1_000

    /// The metric, if there can be a file for it and every destination can write it: no blanks or control characters.
    static func metric(_ base: String, tags: [String: String] = [:]) -> MetricName? {
        let name = MetricName(base, tags: tags)
        guard isPlain(base), tags.count <= mostTags, tags.allSatisfy({ isPlain($0.key) && isPlain($0.value) }),
            let path = MetricPath.path(of: name), path.utf8.count <= longestPath
        else { return nil }
        return name
    }

    private static func isPlain(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
    }
}
