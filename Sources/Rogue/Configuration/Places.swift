import YAML

/// Where names were given, to find one that is given twice.
struct Places {
    private let what: String
    private var marks: [String: Mark] = [:]

    init(_ what: String) {
        self.what = what
    }

    /// Notes a name, or the mistake that it was there already.
    mutating func note(_ name: String, at mark: Mark, _ mistakes: inout Mistakes) {
        if let first = marks[name] {
            mistakes.add(mark, "a second \(what) \(name.shown): the first is at \(first)")
        } else {
            marks[name] = mark
        }
    }
}
