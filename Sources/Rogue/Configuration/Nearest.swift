/// Finds what somebody meant who has mistyped a word.
package enum Nearest {
    /// The longest word that is compared, in bytes.
    private static let longest = 64

    /// The word of `words` that is closest to `word`, or `nil` where none is close.
    static func word(to word: String, among words: [String]) -> String? {
        guard word.utf8.count <= longest else { return nil }
        let letters = Array(word.lowercased().unicodeScalars)
        let close = words.compactMap { known -> (word: String, distance: Int)? in
            let others = Array(known.lowercased().unicodeScalars)
            let allowed = max(1, max(letters.count, others.count) / 3)
            guard abs(letters.count - others.count) <= allowed else { return nil }
            let distance = distance(letters, others)
            return distance <= allowed ? (known, distance) : nil
        }
        return close.min { $0.distance < $1.distance }?.word
    }

    /// `did you mean 'interval'?`, or all there are.
    package static func advice(for word: String, among words: [String]) -> String {
        if let nearest = Self.word(to: word, among: words) { return "did you mean '\(nearest)'?" }
        return (words.count == 1 ? "there is only " : "there are ") + words.joined(separator: ", ")
    }

    /// How many letters have to be put in, left out, replaced or swapped with the next one.
    static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var before: [Int] = []
        var row = Array(0...right.count)
        for (i, letter) in left.enumerated() {
            var next = [i + 1]
            for (j, other) in right.enumerated() {
                var best = min(row[j] + (letter == other ? 0 : 1), row[j + 1] + 1, next[j] + 1)
                if i > 0, j > 0, letter == right[j - 1], left[i - 1] == other { best = min(best, before[j - 1] + 1) }
                next.append(best)
            }
            (before, row) = (row, next)
        }
        return row[right.count]
    }
}
