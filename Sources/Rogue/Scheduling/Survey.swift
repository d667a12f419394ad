import Glibc

/// One look at the machine with the collectors, before anything runs: which metrics there are, and what looking costs.
package struct Survey: Sendable {
    /// The metrics that there are, each once.
    package private(set) var metrics: [Planned] = []
    /// A metric, and the seconds between two samples of it.
    package struct Planned: Hashable, Sendable {
        package let name: MetricName
        package let interval: Int

        package init(_ name: MetricName, interval: Int) {
            self.name = name
            self.interval = interval
        }
    }

    /// Seconds of processor time that the collectors take in a second, if each looks once an interval.
    package private(set) var seconds = 0.0
    /// What went wrong, a line a collector.
    package private(set) var failures: [String] = []

    /// Takes two looks, a moment apart: some readings are the difference of two.
    ///
    /// `interval` is the general one, in seconds.
    package init(_ collectors: [CollectorSettings], _ machine: Machine, interval: Int) async throws {
        var samplers = collectors.map { settings in
            let slots = SlotClock(interval: settings.interval ?? interval, startingAt: .now)
            return Sampler(settings, machine, slots: slots)
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
                    let interval = samplers[index].slots.interval
                    metrics += names.filter { known.insert($0).inserted }.map { Planned($0, interval: interval) }
                } catch {
                    failures.append("\(samplers[index].name): \(error)")
                }
                seconds += (Self.processorTime - start) / Double(samplers[index].slots.interval)
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
