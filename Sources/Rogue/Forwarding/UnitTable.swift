import Synchronization

/// The units of metrics, as the catalogue has them, for destinations that tell them.
package final class UnitTable: Sendable {
    private let prefix: Prefix?
    private let known = Mutex(Known())

    private struct Known {
        var units: [MetricName: String] = [:]
        var readAt: ContinuousClock.Instant?
    }

    /// How old the catalogue may be when a metric is not in it.
    private static let patience = Duration.seconds(60)

    /// The units in the catalogue of a prefix; without one none is known.
    package init(_ prefix: Prefix? = nil) {
        self.prefix = prefix
    }

    /// The unit of the metric, or of the metric whose coarse rows these are; empty where it has none, or is not known.
    package func unit(of metric: MetricName) -> String {
        guard let prefix else { return "" }
        let name = metric.withoutGranularity
        return known.withLock { known in
            if let unit = known.units[name] { return unit }
            let now = ContinuousClock.now
            if let readAt = known.readAt, now - readAt < Self.patience { return "" }
            known.units = Journal.metrics(in: prefix).mapValues(\.unit)
            known.readAt = now
            return known.units[name] ?? ""
        }
    }
}
