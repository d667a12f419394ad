import Rogue

/// What a plug-in says of one metric.
struct PluginPoint: Hashable {
    let name: MetricName
    let value: Double
    /// Seconds since 1970, where the plug-in says when.
    var time: Double?
    var unit = ""
}
