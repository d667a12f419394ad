import Dispatch
package import Logging
import ServiceLifecycle

/// Samples the machine: each collector on its own grid of the wall clock, all by one timer on one serial queue.
package actor Scheduler: Service {
    private let executor = SerialQueueExecutor(label: "rogue.scheduler")
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private var samplers: [Sampler]
    private var timer: (any DispatchSourceTimer)?
    private let store: MetricStore
    private let figures: AgentFigures
    private let ticks: Int?
    private let now: @Sendable () -> WallClock
    private let uptime: @Sendable () -> Double
    private var clock: ClockWatch
    private let onSample: (@Sendable (Reading, Timestamp) -> Void)?
    private var failures: FailureLog
    /// Ends when the ticks are done.
    private let completion = AsyncStream.makeStream(of: Never.self)

    /// How many samples were stored.
    package private(set) var stored = 0
    /// Whether it has ended because the files under the prefix were removed or replaced.
    package private(set) var hasLostHome = false
    /// How many slots the collectors have taken at least.
    package var slotsTaken: Int { samplers.map(\.ticks).min() ?? 0 }

    /// A scheduler of `collectors`, which ends by itself after `ticks` slots where that is given.
    ///
    /// `onSample` is told of each sample after it was stored.
    package init(
        collectors: [CollectorSettings],
        machine: Machine,
        store: sending MetricStore,
        ticks: Int? = nil,
        logger: Logger,
        now: @escaping @Sendable () -> WallClock = { .now },
        uptime: @escaping @Sendable () -> Double = { WallClock.uptime },
        onSample: (@Sendable (Reading, Timestamp) -> Void)? = nil
    ) {
        self.samplers = collectors.map { settings in
            let slots = SlotClock(interval: settings.interval ?? store.interval, startingAt: now())
            return Sampler(settings, machine, slots: slots)
        }
        self.store = store
        self.figures = machine.figures
        self.ticks = ticks
        self.now = now
        self.uptime = uptime
        self.clock = ClockWatch(now(), uptime: uptime())
        self.onSample = onSample
        self.failures = FailureLog(logger)
    }

    /// Samples until the service group shuts down or the ticks are done.
    package func run() async throws {
        prepare()
        let timer = DispatchSource.makeTimerSource(flags: .strict, queue: executor.queue)
        timer.setEventHandler { [weak self] in self?.assumeIsolated { $0.fire() } }
        self.timer = timer
        defer { timer.cancel() }
        arm()
        timer.activate()
        let stream = completion.stream
        await cancelWhenGracefulShutdown {
            for await _ in stream {}
        }
    }

    /// Makes the collectors, and enters the metrics that they show; one that cannot be made is tried again at its slots.
    package func prepare() {
        for index in samplers.indices {
            do {
                let metrics = try samplers[index].prepare()
                store.prepare(metrics, interval: samplers[index].slots.interval, at: now().timestamp)
            } catch {
                failures.failed(samplers[index].name, error)
            }
        }
    }

    /// Takes the slots that are due now, of all collectors: what belongs to one slot is stored at once.
    package func tick() {
        let now = now()
        guard believes(now), isAtHome else { return }
        var due: [(index: Int, slot: Timestamp)] = []
        for index in samplers.indices {
            if let slot = samplers[index].slots.due(at: now) {
                due.append((index, slot))
                samplers[index].begin()
            } else if samplers[index].slots.isAhead(of: now) {
                failures.failed("clock", SchedulerError.clockSetBack)
            }
        }
        var sampled: [Timestamp: [Sampled]] = [:]
        for (index, slot) in due {
            figures.tookSlot(after: .zero - now.until(slot))
            let readings = sample(index)
            sampled[slot, default: []].append(Sampled(interval: samplers[index].slots.interval, readings: readings))
        }
        for (slot, sampled) in sampled.sorted(by: { $0.key < $1.key }) { store(sampled, at: slot) }
    }

    /// Whether `now` may be the time of a sample: after a great step of the clock only when it has held.
    private func believes(_ now: WallClock) -> Bool {
        let verdict = clock.look(now, uptime: uptime())
        store.trustsClock = clock.isProven(uptime())
        do {
            switch verdict {
            case .steady: return true
            case .doubtful(let step): throw SchedulerError.clockSet(by: step)
            case .set(let step):
                guard let files = try store.follow(clock: now.timestamp) else {
                    throw SchedulerError.clockSet(by: step)
                }
                for index in samplers.indices { samplers[index].slots.restart(at: now) }
                failures.succeeded("clock")
                failures.note(
                    "the clock was set, and is believed",
                    "by \(step) s; \(files) files of another time put aside"
                )
                return true
            }
        } catch {
            failures.failed("clock", error)
            return false
        }
    }

    /// Whether the prefix is still there; where it was removed or replaced, the run ends.
    private var isAtHome: Bool {
        if store.isAtHome { return true }
        if !hasLostHome { failures.failed("prefix", SchedulerError.homeLost) }
        hasLostHome = true
        completion.continuation.finish()
        return false
    }

    private func fire() {
        tick()
        if let ticks, slotsTaken >= ticks {
            completion.continuation.finish()
        } else {
            arm()
        }
    }

    /// Sets the timer for the next slot of any collector.
    ///
    /// One-shot and monotonic: a repeating wall-clock timer stands still for as long as the clock is set back.
    private func arm() {
        let now = now()
        guard let wait = samplers.map({ $0.slots.wait(from: now) }).min()?.components else { return }
        let nanoseconds = Int(wait.seconds) * 1_000_000_000 + Int(wait.attoseconds / 1_000_000_000)
        timer?.schedule(deadline: .now() + .nanoseconds(nanoseconds), leeway: .nanoseconds(0))
    }

    private func sample(_ index: Int) -> [Reading] {
        failures.succeeded("clock")
        do {
            let readings = try samplers[index].sample()
            if let complaint = samplers[index].complaint {
                failures.failed(samplers[index].name, complaint)
            } else {
                failures.succeeded(samplers[index].name)
            }
            return readings
        } catch {
            failures.failed(samplers[index].name, error)
            return []
        }
    }

    private func store(_ sampled: [Sampled], at slot: Timestamp) {
        var isJournalled = true
        let done = store.store(sampled, at: slot) { reading, error in
            failures.failed(reading.metric.name.description, error)
        } complain: { error in
            isJournalled = false
            failures.failed("journal", error)
        }
        if isJournalled { failures.succeeded("journal") }
        let count = done.reduce(0) { $0 + $1.count }
        stored += count
        figures.stored(count)
        guard onSample != nil || failures.count > 0 else { return }
        for reading in done.joined() {
            failures.succeeded(reading.metric.name.description)
            onSample?(reading, slot)
        }
    }
}
