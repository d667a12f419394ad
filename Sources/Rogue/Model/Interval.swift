/// A length of time as a person writes it: `300`, `10s`, `5m`, `2h` or `1d`.
package struct Interval: Hashable, Sendable {
    package let seconds: Int

    package init(seconds: Int) {
        self.seconds = seconds
    }

    /// The seconds in `text`, or `nil` where it is no such length, none at all, or more than `longest`.
    package init?(_ text: String) {
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        let unit = text.last.flatMap { units[$0] }
        let digits = unit == nil ? text[...] : text.dropLast()
        guard digits.allSatisfy(\.isASCII), digits.first?.isNumber == true, let count = Int(digits) else { return nil }
        let (seconds, overflow) = count.multipliedReportingOverflow(by: unit ?? 1)
        guard !overflow, (1...Self.longest).contains(seconds) else { return nil }
        self.seconds = seconds
    }

    /// A year: beyond it lies a typing error.
    private static let longest = 366 * 86_400
}
