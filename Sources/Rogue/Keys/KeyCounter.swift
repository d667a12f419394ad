import Glibc
package import Logging
import ServiceLifecycle

/// Counts keys in buckets of 30 seconds, and writes each bucket into `keys.state` as soon as it is over.
package actor KeyCounter: Service {
    private let executor = SerialQueueExecutor(label: "rogue.keys")
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let lock: FileLock
    private let file: KeyStateFile
    private var source: any KeySource
    private var buckets: KeyBuckets
    private var failures: FailureLog
    private let bell: Bell
    /// The bucket of the start: a stream that has come up to it is of now, and not of a recording.
    private let firstStart = KeyTime.now.bucketStart
    private var events: [KeyEvent] = []
    private var nextLook: Int64
    /// What could not be opened at the latest look.
    private var unopened: Set<String> = []
    /// The number after the last bucket that was written, or could not be.
    private var attempted: UInt64

    /// New devices are looked for every 10 s.
    private static let lookEvery: Int64 = 10_000_000

    /// A counter of what the source says, for the agent of this prefix; one at a time.
    package init(_ prefix: Prefix, _ source: any KeySource, _ logger: Logger) throws {
        guard let lock = try FileLock.take(prefix.file("keys.lock")) else {
            throw StorageError("count keys for", prefix.path, "another rogue-keycounter is at work there")
        }
        self.lock = lock
        self.source = source
        file = KeyStateFile(in: prefix.path)
        bell = try Bell()
        failures = FailureLog(logger)
        nextLook = KeyTime.now.clock &+ Self.lookEvery
        var state = KeyState()
        do throws(StorageError) {
            if file.trace != nil { state = try file.read() }
        } catch {
            failures.note("begun anew", "\(error)")
        }
        buckets = KeyBuckets(after: state)
        attempted = state.next
    }

    /// Counts until the stream ends or the service group shuts down; the bucket that is not over is written as it is.
    package func run() async throws {
        try await withTaskCancellationOrGracefulShutdownHandler {
            try count()
        } onCancelOrGracefulShutdown: { [bell] in
            bell.ring()
        }
    }

    private func count() throws {
        if source.isLive { buckets.advance(to: .now) }
        while try turn() {}
        if !buckets.all.buckets.isEmpty { try file.write(buckets.all) }
    }

    /// Waits for news and takes them; `false` where that was the last time.
    private func turn() throws(StorageError) -> Bool {
        let (rings, hasNews) = wait()
        // Before the devices are read: what happened up to now is in what they say.
        let now = KeyTime.now
        var goesOn = !rings
        if hasNews || source.isLive { goesOn = try read(now) && goesOn }
        if source.isLive {
            buckets.advance(to: now)
        } else if hasPassed(now) {
            buckets.advance(to: KeyTime(recorded: now.wall))
        }
        writeNews()
        lookForDevices(now)
        return goesOn
    }

    /// Whether the open bucket of a stream is over, though no event has come since: where the stream is of now.
    private func hasPassed(_ now: KeyTime) -> Bool {
        guard let start = buckets.openStart else { return false }
        return start >= firstStart && start < now.bucketStart
    }

    /// Counts what has happened.
    private func read(_ now: KeyTime) throws(StorageError) -> Bool {
        events.removeAll(keepingCapacity: true)
        let goesOn = try source.read(into: &events, at: now)
        for event in events { buckets.take(event) }
        return goesOn
    }

    /// Writes the buckets that are over; what cannot be written now comes with the next one.
    private func writeNews() {
        guard buckets.closed.next != attempted else { return }
        attempted = buckets.closed.next
        do {
            try file.write(buckets.closed)
            failures.succeeded(KeyStateFile.name)
        } catch {
            failures.failed(KeyStateFile.name, error)
        }
    }

    private func lookForDevices(_ now: KeyTime) {
        guard now.clock >= nextLook else { return }
        nextLook = now.clock &+ Self.lookEvery
        let errors = source.refresh()
        for error in errors { failures.failed(error.path, error) }
        for path in unopened.subtracting(errors.map(\.path)) { failures.succeeded(path) }
        unopened = Set(errors.map(\.path))
    }

    /// Sleeps until there is something to do: an end, events, a bucket that is over, or a look for devices.
    private func wait() -> (rings: Bool, hasNews: Bool) {
        let now = KeyTime.now
        let bucket = Int64(KeyBucket.seconds * 1_000_000)
        let rest = min(max(nextLook &- now.clock, 0), bucket - now.wall % bucket)
        var waits = ([bell.descriptor] + source.descriptors).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        guard poll(&waits, nfds_t(waits.count), CInt(clamping: rest / 1_000 + 1)) > 0 else { return (false, false) }
        return (waits.first?.revents != 0, waits.dropFirst().contains { $0.revents != 0 })
    }
}
