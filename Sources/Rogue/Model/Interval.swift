/// A length of time as a person writes it: `300`, `10s`, `5m`, `2h`, `1d` or `1y`, which is 365 days.
package struct Interval: Hashable, Sendable {
    package let seconds: Int

    package init(seconds: Int) {
        self.seconds = seconds
    }

    /// A day.
    package static let longestBetweenSamples = Interval(seconds: 86_400)

    private static let units: [(name: Character, seconds: Int)] = [
        ("y", 365 * 86_400), ("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1),
    ]

    /// The seconds in `text`, or `nil` where it is no such length, none at all, or more than `longest`.
    package init?(_ text: some StringProtocol, longest: Int = Self.longest) {
        let unit = Self.units.first { $0.name == text.last }
        let digits = text.dropLast(unit == nil ? 0 : 1)
        guard digits.allSatisfy(\.isASCII), digits.first?.isNumber == true, let count = Int(digits) else { return nil }
        let (seconds, overflow) = count.multipliedReportingOverflow(by: unit?.seconds ?? 1)
        guard !overflow, (1...longest).contains(seconds) else { return nil }
        self.seconds = seconds
    }

    /// A year: beyond it lies a typing error.
    package static let longest = 366 * 86_400
}

extension Interval: CustomStringConvertible {
    /// In the largest unit that it is a multiple of; reads back to the same length.
    package var description: String {
        let unit = Self.units.first { seconds % $0.seconds == 0 } ?? ("s", 1)
        return "\(seconds / unit.seconds)\(unit.name)"
    }
}
