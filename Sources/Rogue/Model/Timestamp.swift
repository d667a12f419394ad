/// Whole seconds since 1970 UTC.
package struct Timestamp: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let seconds: Int

    package init(_ seconds: Int) {
        self.seconds = seconds
    }

    /// The latest multiple of `step` seconds that is not after this time.
    package func floored(to step: Int) -> Timestamp {
        let rest = seconds % step
        return Timestamp(seconds - (rest < 0 ? rest + step : rest))
    }

    package static func < (left: Timestamp, right: Timestamp) -> Bool { left.seconds < right.seconds }
    package static func + (time: Timestamp, seconds: Int) -> Timestamp { Timestamp(time.seconds + seconds) }
    package static func - (time: Timestamp, seconds: Int) -> Timestamp { Timestamp(time.seconds - seconds) }
    package static func - (left: Timestamp, right: Timestamp) -> Int { left.seconds - right.seconds }

    /// `1795219680`.
    package var description: String { String(seconds) }
}
