extension Node {
    /// The text of a scalar that is not nothing.
    package func text() throws(YAMLError) -> String {
        guard case .scalar(let scalar) = content, !isNull else { throw expected("a text") }
        return scalar.text
    }

    /// `true` or `false`, also spelled `yes`, `no`, `on` and `off`.
    package func flag() throws(YAMLError) -> Bool {
        guard case .scalar(let scalar) = content, !isNull else { throw expected("true or false") }
        switch scalar.text.lowercased() {
        case "true", "yes", "on": return true
        case "false", "no", "off": return false
        default: throw YAMLError(mark, "\(scalar.text.shown) is neither true nor false")
        }
    }

    /// A whole number within the range.
    package func integer(in range: ClosedRange<Int>) throws(YAMLError) -> Int {
        let wanted = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        guard case .scalar(let scalar) = content, !isNull else { throw expected(wanted) }
        guard let number = Int(scalar.text), range.contains(number) else {
            throw YAMLError(mark, "\(scalar.text.shown) is not \(wanted)")
        }
        return number
    }

    /// The nodes of a list; none where there is nothing.
    package func list() throws(YAMLError) -> [Node] {
        if isNull { return [] }
        guard case .sequence(let nodes) = content else { throw expected("a list") }
        return nodes
    }

    /// The entries of a mapping; none where there is nothing.
    package func entries() throws(YAMLError) -> [Entry] {
        if isNull { return [] }
        guard case .mapping(let entries) = content else { throw expected("a mapping") }
        return entries
    }

    private func expected(_ wanted: String) -> YAMLError {
        YAMLError(mark, "here has to be \(wanted), not \(kind)")
    }
}
