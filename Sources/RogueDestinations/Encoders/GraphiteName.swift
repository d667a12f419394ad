import Rogue

/// Metric names as carbon's paths have them.
enum GraphiteName {
    /// What a path must not have within one of its parts: what means something to carbon, and to those who ask for it.
    static let meaningful = "/;=*?[]{}(),'\"\\"

    /// The name with its dots.
    static func of(_ metric: MetricName) -> [UInt8] {
        var name: [UInt8] = []
        name.append(escaping: metric.base, without: meaningful)
        return name
    }
}
