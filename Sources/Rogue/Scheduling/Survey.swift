import Glibc

/// One look at the machine with the collectors, before anything runs: which metrics there are, and what looking costs.
package struct Survey: Sendable {
    /// The metrics that there are, each once.
    package private(set) var metrics: [MetricName] = []
    /// Seconds of processor time that the collectors took for their last look.
    package private(set) var seconds = 0.0
    /// What went wrong, a line a collector.
    package private(set) var failures: [String] = []

    /// Takes two looks, a moment apart: some readings are the difference of two.
    package init(_ collectors: [any Collector.Type], _ machine: Machine) async throws {
        var samplers = collectors.map { type in
            Sampler(type, machine, slots: SlotClock(interval: 1, startingAt: .now))
        }
        var known: Set<MetricName> = []
        for look in 1...2 {
            if look > 1 { try await Task.sleep(for: .milliseconds(100)) }
            seconds = 0
            failures = []
            for index in samplers.indices {
                let start = Self.processorTime
                do {
                    let names = try samplers[index].sample().map(\.metric.name)
                    metrics += names.filter { known.insert($0).inserted }
                } catch {
                    failures.append("\(samplers[index].name): \(error)")
                }
                seconds += Self.processorTime - start
            }
        }
    }

    /// Seconds of processor time that this thread has taken.
    private static var processorTime: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
