/// Makes a tree of libyaml's events.
struct Composer: ~Copyable {
    private var events: EventParser
    private var count = 0
    /// What is wrong but leaves the rest readable.
    private(set) var mistakes: [YAMLError] = []

    init(_ bytes: [UInt8], file: String) throws(YAMLError) {
        events = try EventParser(bytes, file: file)
    }

    /// The only document of the file, or `nil` where there is nothing in it.
    mutating func document() throws(YAMLError) -> Node? {
        var root: Node?
        while true {
            let event = try events.next()
            switch event.kind {
            case .streamEnd: return root
            case .documentStart:
                guard root == nil else { throw YAMLError(event.mark, "a second document: a file has only one") }
                root = try node(try events.next(), depth: 0)
            default: break
            }
        }
    }

    private mutating func node(_ event: Event, depth: Int) throws(YAMLError) -> Node {
        try admit(event)
        switch event.kind {
        case .scalar(let scalar):
            return Node(event.mark, .scalar(scalar))
        case .sequenceStart:
            return Node(event.mark, .sequence(try sequence(depth: try deeper(depth, event))))
        case .mappingStart:
            return Node(event.mark, .mapping(try mapping(depth: try deeper(depth, event))))
        default:
            return Node(event.mark, .scalar(Scalar("", isPlain: true, start: nil)))
        }
    }

    /// Counts the node, and notes what it has that is not supported.
    private mutating func admit(_ event: Event) throws(YAMLError) {
        count += 1
        guard count <= Limits.nodes else { throw YAMLError(event.mark, "there are more than \(Limits.nodes) values") }
        if let refusal = event.refusal { mistakes.append(YAMLError(event.mark, refusal)) }
    }

    private func deeper(_ depth: Int, _ event: Event) throws(YAMLError) -> Int {
        guard depth < Limits.depth else {
            throw YAMLError(event.mark, "more than \(Limits.depth) lists and mappings within one another")
        }
        return depth + 1
    }

    private mutating func sequence(depth: Int) throws(YAMLError) -> [Node] {
        var nodes: [Node] = []
        while true {
            let event = try events.next()
            if case .boundary = event.kind { return nodes }
            nodes.append(try node(event, depth: depth))
        }
    }

    private mutating func mapping(depth: Int) throws(YAMLError) -> [Node.Entry] {
        var entries: [Node.Entry] = []
        var lines: [String: Int] = [:]
        while true {
            let event = try events.next()
            if case .boundary = event.kind { return entries }
            let key = try node(event, depth: depth)
            let value = try node(try events.next(), depth: depth)
            guard case .scalar(let scalar) = key.content else {
                mistakes.append(YAMLError(key.mark, "a key must be a text, not \(key.kind)"))
                continue
            }
            if scalar.isPlain, scalar.text == "<<" {
                mistakes.append(YAMLError(key.mark, "merge keys (<<) are not supported"))
            } else if let line = lines.updateValue(key.mark.line, forKey: scalar.text) {
                lines[scalar.text] = line
                let first = "first in line \(line)"
                mistakes.append(YAMLError(key.mark, "the key \(scalar.text.shown) is given twice, \(first)"))
            } else {
                entries.append(Node.Entry(key: scalar.text, mark: key.mark, value: value))
            }
        }
    }
}
