package import Rogue

/// How keys were pressed since the last look, as rogue-keycounter has counted them: the original's four metrics.
///
/// Each bucket of 30 s is used once, at whatever interval: KeyCount is the mean of the buckets, a timing the mean of the
/// presses in them. Buckets that were over when the collector was made belong to an earlier run.
package struct Keys: Collector {
    package static let name = "keys"
    package static let count = Metric(
        MetricName("KeyCount"),
        .gauge,
        unit: "presses",
        summary: "Keys that were pressed in 30 seconds."
    )
    package static let downDown = Metric(
        MetricName("KeyDownDown"),
        .gauge,
        unit: "s",
        summary: "Mean time from a press to the next one."
    )
    package static let upDown = Metric(
        MetricName("KeyUpDown"),
        .gauge,
        unit: "s",
        summary: "Mean time from the latest release to a press."
    )
    package static let hold = Metric(
        MetricName("KeyHold"),
        .gauge,
        unit: "s",
        summary: "Mean time from a key's press to its release."
    )

    private let file: KeyStateFile
    private let now: () -> WallClock
    private let started: Int
    /// The file as it was when it was read, so that it is read once a bucket and not once a tick.
    private var trace: FileTrace?
    private var state: KeyState?
    /// The number of the bucket to be used next; unknown until the file is there.
    private var next: UInt64?

    /// A bucket counts as over a second after its end: what rogue-keycounter writes at the grid's very moment would else
    /// fall into this tick or the next one by chance.
    private static let settling = 1

    /// Begins with the buckets that end from now on.
    package init(_ machine: Machine) throws {
        try self.init(machine, now: { .now })
    }

    init(_ machine: Machine, now: @escaping () -> WallClock) throws {
        guard let folder = machine.state else { throw ProcError(KeyStateFile.name, "there is no folder for it") }
        file = KeyStateFile(in: folder)
        self.now = now
        started = now().seconds
        try? look()
    }

    /// Appends the means of the buckets that are new; nothing where there is none.
    package mutating func collect(into readings: inout [Reading]) throws {
        try look()
        let (sum, buckets) = takeNew()
        guard buckets > 0 else { return }
        readings.append(Reading(Self.count, Double(sum.presses) / Double(buckets)))
        readings.append(Reading(Self.downDown, sum.downDown.mean))
        readings.append(Reading(Self.upDown, sum.upDown.mean))
        readings.append(Reading(Self.hold, sum.hold.mean))
    }

    /// Reads the file, where it is another one than before.
    private mutating func look() throws(StorageError) {
        // Before the file: one that is replaced meanwhile is read again.
        let current = file.trace
        guard current == nil || current != trace else { return }
        let state = try file.read()
        trace = current
        self.state = state
        if let next, next <= state.next { return }
        // The first look; or a file that was made anew, by a clock that was set back: all of it is new.
        next = next == nil ? state.first &+ UInt64(state.buckets.prefix(through: started)) : state.first
    }

    /// The sum of the buckets that were not used yet and are over, and how many they are.
    private mutating func takeNew() -> (sum: KeyBucket, count: Int) {
        var sum = KeyBucket(start: 0)
        guard let state, let next else { return (sum, 0) }
        let used = next > state.first ? Int(clamping: next &- state.first) : 0
        let new = state.buckets.dropFirst(used).prefix { isOver($0) }
        for bucket in new { sum.add(bucket) }
        self.next = max(next, state.first) &+ UInt64(new.count)
        return (sum, new.count)
    }

    /// Whether a bucket's time has passed; one that lies in a future farther than a bucket is one of before the clock was
    /// set back.
    private func isOver(_ bucket: KeyBucket) -> Bool {
        let time = now().seconds
        return bucket.end <= time - Self.settling || bucket.end > time + KeyBucket.seconds
    }
}

extension [KeyBucket] {
    /// How many buckets there are up to the last one that ends by `time`.
    fileprivate func prefix(through time: Int) -> Int {
        lastIndex { $0.end <= time }.map { $0 + 1 } ?? 0
    }
}
