import Rogue
import Testing

extension Collector {
    /// What it reads now.
    mutating func look() throws -> [Reading] {
        var readings: [Reading] = []
        try collect(into: &readings)
        return readings
    }
}

extension [Reading] {
    /// The values by the metrics' text forms.
    var values: [String: Reading.Value] {
        Dictionary(map { ("\($0.metric.name)", $0.value) }) { first, _ in
            Issue.record("a metric is there twice")
            return first
        }
    }

    /// What a gauge says.
    func gauge(_ name: String) -> Double? {
        guard case .gauge(let value) = values[name] else { return nil }
        return value
    }

    /// What a counter says.
    func counter(_ name: String) -> UInt64? {
        guard case .counter(let value) = values[name] else { return nil }
        return value
    }
}
