import YAML

extension String {
    /// The text at `mark` as a pattern of metrics.
    func pattern(at mark: Mark) throws(YAMLError) -> MetricPattern {
        do throws(PatternError) {
            return try MetricPattern(self)
        } catch {
            throw YAMLError(mark, "\(shown) is no pattern: \(error.reason)")
        }
    }
}

/// Values of the kinds that Rogue has besides YAML's own.
extension Node {
    /// A text that is not empty.
    func filledText() throws(YAMLError) -> String {
        let text = try text()
        guard !text.isEmpty else { throw YAMLError(mark, "the text is empty") }
        guard !text.utf8.contains(0) else { throw YAMLError(mark, "there is a NUL in the text") }
        return text
    }

    /// A length of time.
    func interval() throws(YAMLError) -> Interval {
        let text = try text()
        guard let interval = Interval(text) else {
            throw YAMLError(mark, "\(text.shown) is not a time of 1 s to 1 year, such as 60, 10s, 5m or 1h")
        }
        return interval
    }

    /// A length of time, or 0.
    func seconds() throws(YAMLError) -> Int {
        try text() == "0" ? 0 : interval().seconds
    }

    /// One of some words.
    func word(of words: [String]) throws(YAMLError) -> String {
        let text = try text()
        guard words.contains(text) else {
            throw YAMLError(mark, "unknown word \(text.shown): \(Nearest.advice(for: text, among: words))")
        }
        return text
    }

    /// A pattern of metrics.
    func pattern() throws(YAMLError) -> MetricPattern { try text().pattern(at: mark) }

    /// A regular expression.
    func expression() throws(YAMLError) -> RegularExpression {
        let text = try text()
        do throws(PatternError) {
            return try RegularExpression(text)
        } catch {
            throw YAMLError(mark, "\(text.shown) is no regular expression: \(error.reason)")
        }
    }

    /// What `read` makes of each node of a list; a single one need not be in a list.
    func each<Value>(
        _ mistakes: inout Mistakes,
        _ read: (Node) throws(YAMLError) -> Value
    ) -> [Value] {
        var nodes = [self]
        if case .sequence(let list) = content { nodes = list }
        return nodes.compactMap { node in mistakes.noting { () throws(YAMLError) in try read(node) } }
    }
}
