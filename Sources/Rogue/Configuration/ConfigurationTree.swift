import YAML

/// The file with all that it includes, as one tree.
struct ConfigurationTree {
    private(set) var root: Node
    /// The paths of the files, in the order in which they were read.
    private(set) var files: [String]
    private let substitution: Substitution

    /// Reads the file at `path`, and the files in the folder that it includes.
    init(_ path: String, _ substitution: Substitution, _ mistakes: inout Mistakes) {
        self.substitution = substitution
        root = Node(Mark(file: path, line: 1, column: 1), .mapping([]))
        files = []
        let main = read(path, &mistakes)
        root = main
        guard case .mapping(let entries) = main.content,
            let include = entries.first(where: { $0.key == Configuration.includeKey })
        else { return }
        root.content = .mapping(entries.filter { $0.key != Configuration.includeKey })
        for file in Self.included(include.value, by: path, &mistakes) { merge(read(file, &mistakes), &mistakes) }
    }

    private mutating func read(_ path: String, _ mistakes: inout Mistakes) -> Node {
        files.append(path)
        let bytes = mistakes.noting { () throws(YAMLError) in try ConfigurationFile(path: path).bytes() }
        let tree = Tree(Substitution.hidingBraces(bytes ?? []), file: path)
        for mistake in tree.mistakes { mistakes.add(mistake, spoiling: mistake.mark) }
        return substitution.applied(to: tree.root, &mistakes)
    }

    private static func included(_ node: Node, by path: String, _ mistakes: inout Mistakes) -> [String] {
        mistakes.noting { () throws(YAMLError) in
            let folder = ConfigurationFile(path: path).resolving(try node.filledText())
            do throws(YAMLError) {
                return try ConfigurationFile(path: folder).contents()
            } catch {
                throw YAMLError(node.mark, "\(error)")
            }
        } ?? []
    }

    private mutating func merge(_ other: Node, _ mistakes: inout Mistakes) {
        guard var entries = mistakes.noting({ () throws(YAMLError) in try other.entries() }) else { return }
        if let index = entries.firstIndex(where: { $0.key == Configuration.includeKey }) {
            mistakes.add(entries[index].mark, "a file that is included cannot include others")
            entries.remove(at: index)
        }
        root = Self.merged(root, Node(other.mark, .mapping(entries)), at: other.mark, &mistakes)
    }

    /// Mappings become one, lists one after the other; anything else can be given only once.
    private static func merged(_ first: Node, _ second: Node, at mark: Mark, _ mistakes: inout Mistakes) -> Node {
        switch (first.content, second.content) {
        case _ where second.isNull: return first
        case _ where first.isNull: return second
        case (.sequence(let nodes), .sequence(let others)): return Node(first.mark, .sequence(nodes + others))
        case (.mapping(var entries), .mapping(let others)):
            let indices = Dictionary(entries.enumerated().map { ($1.key, $0) }) { first, _ in first }
            for other in others {
                guard let index = indices[other.key] else {
                    entries.append(other)
                    continue
                }
                let value = entries[index].value
                if case .scalar = value.content, !value.isNull, !other.value.isNull {
                    let place = entries[index].mark
                    mistakes.add(other.mark, "the key \(other.key.shown) is given twice, first at \(place)")
                } else {
                    entries[index].value = merged(value, other.value, at: other.mark, &mistakes)
                }
            }
            return Node(first.mark, .mapping(entries))
        default:
            mistakes.add(mark, "\(second.kind) cannot be added to \(first.kind) at \(first.mark)")
            return first
        }
    }
}
