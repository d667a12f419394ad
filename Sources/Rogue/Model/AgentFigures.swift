import Synchronization

/// What the agent knows of its own work: told on the queues that do it, and taken by the collector `agent`.
package final class AgentFigures: Sendable {
    /// What one collector has done.
    package struct Work: Sendable {
        package let collector: String
        /// The longest that a look of it took since this was last taken; `nil` where it took none.
        package fileprivate(set) var longest: Duration?
        /// How many looks failed, or spoiled some of their readings.
        package fileprivate(set) var failures: UInt64 = 0
    }

    /// All of it.
    package struct Figures: Sendable {
        /// In the order in which the collectors were entered.
        package fileprivate(set) var work: [Work] = []
        /// How many samples were stored.
        package fileprivate(set) var samples: UInt64 = 0
        /// How late a slot was taken at most since this was last taken; `nil` where none was.
        package fileprivate(set) var lateness: Duration?
        /// How many samples wait for their files.
        package fileprivate(set) var pending = 0
        /// The longest flush since this was last taken; `nil` where there was none.
        package fileprivate(set) var flush: Duration?
        /// How many files took samples in all flushes.
        package fileprivate(set) var files: UInt64 = 0
    }

    private let figures = Mutex(Figures())

    /// None of an agent that has done nothing.
    package init() {}

    /// Enters a collector, and answers its number.
    func enter(_ collector: String) -> Int {
        figures.withLock { figures in
            figures.work.append(Work(collector: collector))
            return figures.work.count - 1
        }
    }

    /// Notes a look of the collector of this number.
    func looked(_ number: Int, for time: Duration, failed: Bool) {
        figures.withLock { figures in
            guard figures.work.indices.contains(number) else { return }
            figures.work[number].longest = max(figures.work[number].longest ?? time, time)
            if failed { figures.work[number].failures &+= 1 }
        }
    }

    /// Notes that a slot was taken, so long after its time.
    func tookSlot(after lateness: Duration) {
        figures.withLock { $0.lateness = max($0.lateness ?? lateness, lateness) }
    }

    /// Notes that so many samples were stored.
    func stored(_ count: Int) {
        figures.withLock { $0.samples &+= UInt64(count) }
    }

    /// Notes that so many more samples wait for their files.
    func wait(_ count: Int) {
        figures.withLock { $0.pending += count }
    }

    /// Notes a flush, after which so many samples wait still.
    func flushed(_ files: Int, for time: Duration, pending: Int) {
        figures.withLock { figures in
            figures.files &+= UInt64(files)
            figures.flush = max(figures.flush ?? time, time)
            figures.pending = pending
        }
    }

    /// Calls `body` with all figures, and begins anew with what is the longest since then.
    package func take(_ body: (Figures) -> Void) {
        figures.withLock { figures in
            body(figures)
            (figures.lateness, figures.flush) = (nil, nil)
            for index in figures.work.indices { figures.work[index].longest = nil }
        }
    }
}
