/// What the keys did in 30 seconds: counts and times, and nothing of which keys they were.
package struct KeyBucket: Hashable, Sendable {
    /// How long a bucket is, in seconds: the original's.
    package static let seconds = 30

    /// When it begins: a multiple of 30 s since 1970, by the wall clock at that time.
    package let start: Int
    /// How many keys were pressed.
    package var presses: UInt64 = 0
    /// From each press to the next one.
    package var downDown = KeyTiming()
    /// From the latest release to each press.
    package var upDown = KeyTiming()
    /// From each key's press to its release, in the bucket of the release.
    package var hold = KeyTiming()

    /// An empty bucket.
    package init(start: Int) {
        self.start = start
    }

    /// When it ends.
    package var end: Int { start + Self.seconds }
    /// Whether nothing happened in it.
    var isEmpty: Bool { self == KeyBucket(start: start) }

    /// Adds what another one has; the start stays.
    package mutating func add(_ other: KeyBucket) {
        presses = presses.addingOrGreatest(other.presses)
        downDown += other.downDown
        upDown += other.upDown
        hold += other.hold
    }
}
