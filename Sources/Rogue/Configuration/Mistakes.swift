import YAML

/// The mistakes that were found so far.
struct Mistakes {
    private(set) var all: [YAMLError] = []
    /// Where something is that could not be read at all: what else would be said of it follows from that.
    private var unreadable: Set<Mark> = []

    mutating func add(_ mark: Mark, _ reason: String) {
        guard !unreadable.contains(mark) else { return }
        all.append(YAMLError(mark, reason))
    }

    /// Adds a mistake that leaves nothing to be read at `mark`.
    mutating func add(_ mistake: YAMLError, spoiling mark: Mark) {
        all.append(mistake)
        unreadable.insert(mark)
    }

    /// What `body` answers; `nil`, and its mistake noted, where it throws.
    mutating func noting<Value>(_ body: () throws(YAMLError) -> Value) -> Value? {
        do throws(YAMLError) {
            return try body()
        } catch {
            add(error.mark, error.reason)
            return nil
        }
    }

    /// In the order of the files, and within each from its beginning to its end.
    func sorted(files: [String]) -> [YAMLError] {
        let ranks = Dictionary(files.enumerated().map { ($1, $0) }) { first, _ in first }
        let order = { (mistake: (offset: Int, element: YAMLError)) in
            let mark = mistake.element.mark
            return (ranks[mark.file] ?? -1, mark.line, mark.column, mistake.offset)
        }
        return all.enumerated().sorted { order($0) < order($1) }.map(\.element)
    }
}
