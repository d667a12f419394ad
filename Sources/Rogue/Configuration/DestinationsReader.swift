import YAML

/// Reads `destinations`: a list of mappings.
struct DestinationsReader {
    let check: ([DestinationConfiguration]) -> [Vocabulary.Complaint]

    func read(_ node: Node, _ mistakes: inout Mistakes) -> [DestinationConfiguration] {
        var places = Places("destination")
        var found: [(node: Node, destination: DestinationConfiguration)] = []
        for node in mistakes.noting({ () throws(YAMLError) in try node.list() }) ?? [] {
            guard let destination = destination(node, &places, &mistakes) else { continue }
            found.append((node, destination))
        }
        let destinations = found.map(\.destination)
        for complaint in check(destinations) where found.indices.contains(complaint.index) {
            mistakes.add(Self.place(of: complaint.key, in: found[complaint.index].node), complaint.reason)
        }
        return destinations
    }

    private func destination(
        _ node: Node,
        _ places: inout Places,
        _ mistakes: inout Mistakes
    ) -> DestinationConfiguration? {
        let common = DestinationConfiguration.keys
        let entries = (try? node.entries()) ?? []
        let others = entries.filter { entry in !common.contains { $0.name == entry.key } }
        let options = OptionsReader(keys: common, others: others.map(\.key)).read(node, &mistakes)
        let own = others.compactMap { entry in
            mistakes.noting { () throws(YAMLError) in
                DestinationConfiguration.Option(key: entry.key, value: try entry.value.filledText())
            }
        }
        if let name = options.text("name"), let mark = options.mark(of: "name") {
            places.note(name, at: mark, &mistakes)
        }
        return DestinationConfiguration(options, own)
    }

    /// The value of a key that every destination has; else the key, for it may be the key that is wrong.
    private static func place(of key: String, in node: Node) -> Mark {
        guard let entry = (try? node.entries())?.first(where: { $0.key == key }) else { return node.mark }
        return DestinationConfiguration.keys.contains { $0.name == key } ? entry.value.mark : entry.mark
    }
}
