/// Buckets on the grid of the wall clock: those that are over, and the one that events go into.
package struct KeyBuckets {
    private var state: KeyState
    private var open: KeyBucket?
    /// When the open bucket was begun, by the measuring clock.
    private var begun: Int64 = 0
    private var timer = KeyTimer()

    /// Goes on after what was counted before.
    package init(after state: KeyState = KeyState()) {
        self.state = state
    }

    /// The number of the next bucket to be closed: it grows with each.
    package var next: UInt64 { state.next }
    /// When the open bucket begins, if there is one.
    package var openStart: Int? { open?.start }
    /// The buckets that are over.
    package var closed: KeyState { state }
    /// All buckets, with the open one as it is now.
    package var all: KeyState {
        var all = state
        if let open { Self.append(open, to: &all) }
        return all
    }

    /// Puts an event into the bucket of its time.
    package mutating func take(_ event: KeyEvent) {
        advance(to: event.time)
        guard var bucket = open else { return }
        timer.take(event, into: &bucket)
        open = bucket
    }

    /// Closes the open bucket where it is over, and opens that of this moment.
    ///
    /// Where the clock was set back a little, by less than a bucket, the open one goes on until its time is over; where
    /// by more, the time is lived again, and counted again in buckets of their own.
    package mutating func advance(to time: KeyTime) {
        let start = time.bucketStart
        guard let bucket = open else { return begin(start, time) }
        let distance = start - bucket.start
        guard distance != 0, distance != -KeyBucket.seconds else { return }
        Self.append(bucket, to: &state)
        for index in 0..<passed(distance, until: time) {
            Self.append(KeyBucket(start: bucket.end + index * KeyBucket.seconds), to: &state)
        }
        begin(start, time)
    }

    /// How many buckets between the open one and the next have passed without an event.
    ///
    /// Only those that the measuring clock has seen as well: no time passes where the clock was set, or the machine slept.
    private func passed(_ distance: Int, until time: KeyTime) -> Int {
        let between = distance / KeyBucket.seconds - 1
        let seen = (time.clock &- begun) / Int64(KeyBucket.seconds * 1_000_000)
        guard between > 0, between < KeyState.limit, seen > 0 else { return 0 }
        return min(between, Int(clamping: seen))
    }

    /// Opens the bucket that begins at `start`, or goes on with it, where it was the last one of an earlier run.
    private mutating func begin(_ start: Int, _ time: KeyTime) {
        begun = time.clock
        if open == nil, let last = state.buckets.last, last.start == start {
            open = state.buckets.removeLast()
        } else {
            open = KeyBucket(start: start)
        }
    }

    private static func append(_ bucket: KeyBucket, to state: inout KeyState) {
        if state.buckets.isEmpty { state.first = max(state.first, UInt64(clamping: bucket.start / KeyBucket.seconds)) }
        state.buckets.append(bucket)
        let surplus = state.buckets.count - KeyState.limit
        if surplus > 0 {
            state.buckets.removeFirst(surplus)
            state.first &+= UInt64(surplus)
        }
    }
}
