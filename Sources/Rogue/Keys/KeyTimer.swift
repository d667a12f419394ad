/// The original's mathematics of keys, each release with the press of its own key.
package struct KeyTimer {
    /// The latest press or release, and the bucket that it fell into.
    private struct Mark {
        let clock: Int64
        let bucket: Int
    }

    private var press: Mark?
    private var release: Mark?
    /// When each key that is held was pressed.
    private var held: [KeyEvent.Key: Int64] = [:]

    /// More keys than a keyboard has: where releases are missing, the key that is held longest is forgotten.
    static let mostHeld = 256
    /// A pause that began in an earlier bucket and is longer than 5 s, the original's limit, is no typing.
    static let longestPause: Int64 = 5_000_000

    /// A timer that has seen no key.
    package init() {}

    /// How many keys are held.
    var heldKeys: Int { held.count }

    /// Adds to the bucket what the event ends.
    mutating func take(_ event: KeyEvent, into bucket: inout KeyBucket) {
        let clock = event.time.clock
        let mark = Mark(clock: clock, bucket: bucket.start)
        switch event.action {
        case .press:
            bucket.presses = bucket.presses.addingOrGreatest(1)
            Self.add(press, to: mark, in: &bucket.downDown)
            Self.add(release, to: mark, in: &bucket.upDown)
            press = mark
            hold(event.key, since: clock)
        case .release:
            if let start = held.removeValue(forKey: event.key) { bucket.hold.add(from: start, to: clock) }
            release = mark
        case .loss:
            (press, release) = (nil, nil)
            held = held.filter { $0.key.device != event.key.device }
        }
    }

    private static func add(_ start: Mark?, to end: Mark, in timing: inout KeyTiming) {
        guard let start else { return }
        guard start.bucket == end.bucket || end.clock &- start.clock <= longestPause else { return }
        timing.add(from: start.clock, to: end.clock)
    }

    private mutating func hold(_ key: KeyEvent.Key, since clock: Int64) {
        if held.count >= Self.mostHeld, held[key] == nil, let oldest = held.min(by: { $0.value < $1.value })?.key {
            held[oldest] = nil
        }
        held[key] = clock
    }
}
