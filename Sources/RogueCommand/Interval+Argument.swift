import ArgumentParser
package import Rogue

extension Interval {
    /// For `@Option(transform:)`: the length of time, or what is wrong with it.
    package static func argument(_ text: String) throws -> Interval {
        guard let interval = Interval(text) else {
            throw ValidationError("'\(text)' is not a time of 1 s to 1 year, such as 60, 10s, 5m or 1h")
        }
        return interval
    }

    /// For `@Option(transform:)`: seconds, and `0` is one.
    package static func orZero(_ text: String) throws -> Int {
        text == "0" ? 0 : try argument(text).seconds
    }
}
