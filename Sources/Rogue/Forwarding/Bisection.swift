/// The search for the samples of a batch that the store refuses.
///
/// The batch is sent from left to right in ever smaller parts. A sample that is refused alone is only a suspect: where
/// one after another is, it is the store that refuses, and where the store then takes another, they were at fault.
struct Bisection: Hashable {
    /// What is known at a point of the search.
    enum Verdict: Hashable {
        /// To be sent next.
        case send(Range<Int>)
        /// All parts got an answer. The suspects at the end, if any, are not cleared up.
        case finished
        /// So many samples in a row were refused alone that they cannot be at fault.
        case refused
    }

    /// This many suspects in a row, and it is the store that refuses.
    static let mostSuspects = 8

    /// What was not sent yet, the leftmost part last.
    private var parts: [Range<Int>]
    /// The samples refused alone since one was last accepted.
    private(set) var suspects: [Int] = []

    /// A search in a range, whose parts are not longer than a limit from the beginning.
    init(_ range: Range<Int>, partLimit: Int = .max) {
        let limit = max(1, min(partLimit, range.count))
        parts = stride(from: range.lowerBound, to: range.upperBound, by: limit).reversed().map {
            $0..<min($0 + limit, range.upperBound)
        }
    }

    var verdict: Verdict {
        if suspects.count >= Self.mostSuspects { return .refused }
        return parts.last.map { .send($0) } ?? .finished
    }

    /// The store took the part that was sent; answers the suspects, which are now known to be at fault.
    mutating func accepted() -> [Int] {
        parts.removeLast()
        defer { suspects = [] }
        return suspects
    }

    /// The store refused the part that was sent.
    mutating func refused() {
        let part = parts.removeLast()
        guard part.count > 1 else {
            suspects.append(part.lowerBound)
            return
        }
        let middle = part.lowerBound + part.count / 2
        parts.append(middle..<part.upperBound)
        parts.append(part.lowerBound..<middle)
    }
}
