/// A stream of `struct input_event`, as `cat /dev/input/event3` would have recorded it.
package struct KeyRecording: Sendable {
    package private(set) var bytes: [UInt8] = []
    private let origin: Int

    /// A recording that begins at a second since 1970.
    package init(at seconds: Int) {
        origin = seconds
    }

    /// A key that goes down (1), up (0) or repeats (2), at so many milliseconds, and the report's end after it.
    package func key(_ code: UInt16, _ value: Int32, at milliseconds: Int) -> KeyRecording {
        event(1, code, value, at: milliseconds).event(0, 0, 0, at: milliseconds)
    }

    /// Any record.
    package func event(_ type: UInt16, _ code: UInt16, _ value: Int32, at milliseconds: Int) -> KeyRecording {
        var copy = self
        let time = origin * 1_000 + milliseconds
        for number in [Int64(time / 1_000), Int64(time % 1_000 * 1_000)] {
            withUnsafeBytes(of: number) { copy.bytes += $0 }
        }
        withUnsafeBytes(of: type) { copy.bytes += $0 }
        withUnsafeBytes(of: code) { copy.bytes += $0 }
        withUnsafeBytes(of: value) { copy.bytes += $0 }
        return copy
    }

    /// Keys that go down and up, each held for 80 ms, one every 200 ms.
    package func typing(_ codes: [UInt16], at milliseconds: Int = 0) -> KeyRecording {
        codes.enumerated().reduce(self) { recording, key in
            let time = milliseconds + key.offset * 200
            return recording.key(key.element, 1, at: time).key(key.element, 0, at: time + 80)
        }
    }
}
