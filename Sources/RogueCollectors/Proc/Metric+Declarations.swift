import Rogue

extension Metric {
    /// A count of the kernel's that only grows until it is reset; the unit is its rate's.
    static func counter(
        _ name: String,
        _ summary: String,
        unit: String = "1/s",
        tags: [String: String] = [:]
    ) -> Metric {
        Metric(MetricName(name, tags: tags), .counter, unit: unit, summary: summary)
    }

    /// A value that stands for itself; the unit of a mere number is 1.
    static func gauge(
        _ name: String,
        _ summary: String,
        unit: String = "1",
        tags: [String: String] = [:]
    ) -> Metric {
        Metric(MetricName(name, tags: tags), .gauge, unit: unit, summary: summary)
    }

    /// A share of 0 to 100 percent.
    static func percent(_ name: String, _ summary: String, tags: [String: String] = [:]) -> Metric {
        Metric(MetricName(name, tags: tags), .gauge, unit: "percent", in: 0...100, summary: summary)
    }
}

extension [Reading] {
    /// Lets `body` append readings; what it appended before it failed is taken away again.
    mutating func appendAll(_ body: (inout [Reading]) throws(ProcError) -> Void) throws(ProcError) {
        let count = count
        do throws(ProcError) {
            try body(&self)
        } catch {
            removeLast(self.count - count)
            throw error
        }
    }
}
