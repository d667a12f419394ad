import YAML

/// Reads `destinations`: a list of mappings.
struct DestinationsReader {
    let check: ([DestinationConfiguration]) -> [Vocabulary.Complaint]

    func read(_ node: Node, _ mistakes: inout Mistakes) -> [DestinationConfiguration] {
        var names = Places("destination")
        var found: [(node: Node, destination: DestinationConfiguration)] = []
        for node in mistakes.noting({ () throws(YAMLError) in try node.list() }) ?? [] {
            guard let destination = destination(node, &names, &mistakes) else { continue }
            found.append((node, destination))
        }
        let destinations = found.map(\.destination)
        let places = found.map { Self.places($0.node) }
        for complaint in check(destinations) where found.indices.contains(complaint.index) {
            let mark = places[complaint.index][complaint.key] ?? found[complaint.index].node.mark
            mistakes.add(mark, complaint.reason)
        }
        return destinations
    }

    private func destination(
        _ node: Node,
        _ names: inout Places,
        _ mistakes: inout Mistakes
    ) -> DestinationConfiguration? {
        let options = OptionsReader(keys: DestinationConfiguration.keys, isOpen: true).read(node, &mistakes)
        let own = ((try? node.entries()) ?? []).filter { !Self.isCommon($0.key) }.compactMap { entry in
            mistakes.noting { () throws(YAMLError) in
                DestinationConfiguration.Option(key: entry.key, value: try Self.text(entry))
            }
        }
        if let name = options.text("name"), let mark = options.mark(of: "name") {
            names.note(name, at: mark, &mistakes)
        }
        return DestinationConfiguration(options, own)
    }

    /// A value as the URL's query has it; the tags, a mapping, as `key=value,key=value`.
    private static func text(_ entry: Node.Entry) throws(YAMLError) -> String {
        guard entry.key == "tags" else { return try entry.value.filledText() }
        var items: [String] = []
        for tag in try entry.value.entries() { items.append(tag.key + "=" + (try tag.value.filledText())) }
        return items.joined(separator: ",")
    }

    private static func isCommon(_ key: String) -> Bool {
        DestinationConfiguration.keys.contains { $0.name == key }
    }

    /// Where each key is to be looked at: at its value where every destination has it; else at itself, for it may be the
    /// key that is wrong.
    private static func places(_ node: Node) -> [String: Mark] {
        let entries = (try? node.entries()) ?? []
        return Dictionary(entries.map { ($0.key, isCommon($0.key) ? $0.value.mark : $0.mark) }) { first, _ in first }
    }
}
