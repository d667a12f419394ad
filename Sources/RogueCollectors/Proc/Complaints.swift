/// What is wrong with some parts of a source, in one line.
struct Complaints: Error, Hashable, CustomStringConvertible {
    private var reasons: [String] = []
    private var others = 0

    /// More reasons than these are only counted.
    private static let limit = 4

    /// Notes one more.
    mutating func add(_ reason: String) {
        if reasons.count < Self.limit { reasons.append(reason) } else { others += 1 }
    }

    /// Itself, where there is anything to complain of.
    var orNone: (any Error)? { reasons.isEmpty ? nil : self }

    /// `/mnt/a: it does not answer; /mnt/b: Permission denied; and 3 more`.
    var description: String {
        (reasons + (others > 0 ? ["and \(others) more"] : [])).joined(separator: "; ")
    }
}
