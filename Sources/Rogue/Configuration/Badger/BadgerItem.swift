import YAML

/// A module or emitter of Stat Badger, with what its own file says.
struct BadgerItem {
    let name: String
    private let values: [Node.Entry]

    init(_ name: String, _ values: [Node.Entry]) {
        self.name = name
        self.values = values
    }

    /// The text of a key, or of the first of several that is there; `nil` where it is missing or empty.
    func text(_ keys: String...) -> String? {
        for key in keys {
            guard let text = try? values.first(where: { $0.key == key })?.value.text(), !text.isEmpty else { continue }
            return text
        }
        return nil
    }

    /// What is listed under a key: in a list, or in one text with commas; empty texts are none.
    func texts(_ key: String) -> [String] {
        guard let node = values.first(where: { $0.key == key })?.value else { return [] }
        if case .sequence(let nodes) = node.content { return nodes.compactMap { try? $0.filledText() } }
        return (text(key) ?? "").split(separator: ",").map { $0.filter { !$0.isWhitespace } }.filter { !$0.isEmpty }
    }

    /// What is not wanted of its metrics, as patterns of Rogue's.
    var excluded: [String] {
        texts("blacklist").map { name in
            // Badger puts the disk or interface at the end of a name, Rogue into a tag.
            let parts = name.split(separator: ".", maxSplits: 2)
            guard let first = parts.first, let tag = ["disk": "device", "net": "interface"][first], parts.count > 1
            else {
                return name
            }
            return parts[..<2].joined(separator: ".") + ";" + (parts.count > 2 ? "\(tag)=\(parts[2])" : "*")
        }
    }

    /// The mappings that are listed under a key.
    func items(_ key: String) -> [BadgerItem] {
        let nodes = (try? values.first { $0.key == key }?.value.list()) ?? []
        return nodes.compactMap { node in (try? node.entries()).map { BadgerItem(name, $0) } }
    }

    /// Badger's loop goes round about once a second; the item is asked at each so many rounds.
    var interval: Int { max(1, text("interval").flatMap { Int($0) } ?? 1) }
}
