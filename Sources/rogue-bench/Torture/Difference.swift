/// What is not as it has to be.
struct Difference: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description.split(whereSeparator: \.isNewline).joined(separator: " | ")
    }

    /// A row is.
    init(_ metric: String, step: Int, time: Int, expected: String, found: Double) {
        self.init("\(metric), row of \(step) s at \(time): expected \(expected), found \(found)")
    }
}
