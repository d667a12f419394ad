import YAML

/// Reads a mapping whose keys are known.
struct OptionsReader {
    let keys: [OptionKey]
    /// Keys that belong there too, but are read by somebody else.
    var others: [String] = []
    /// Whether any key belongs there.
    var isOpen = false

    /// What the mapping says, as far as it is right; what is wrong is added to `mistakes`.
    func read(_ node: Node, _ mistakes: inout Mistakes) -> Options {
        var options = Options()
        guard let entries = mistakes.noting({ () throws(YAMLError) in try node.entries() }) else { return options }
        for entry in entries { read(entry, &options, &mistakes) }
        for key in keys where key.isRequired && !entries.contains(where: { $0.key == key.name }) {
            mistakes.add(node.mark, "'\(key.name)' is missing")
        }
        return options
    }

    private func read(_ entry: Node.Entry, _ options: inout Options, _ mistakes: inout Mistakes) {
        guard let key = keys.first(where: { $0.name == entry.key }) else {
            guard !isOpen, !others.contains(entry.key) else { return }
            let advice = Nearest.advice(for: entry.key, among: keys.map(\.name) + others)
            mistakes.add(entry.mark, "unknown key \(entry.key.shown): \(advice)")
            return
        }
        do throws(YAMLError) {
            options.set(try value(entry.value, key.kind, &mistakes), for: key.name, at: entry.value.mark)
        } catch {
            mistakes.add(error.mark, error.reason)
        }
    }

    private func value(
        _ node: Node,
        _ kind: OptionKey.Kind,
        _ mistakes: inout Mistakes
    ) throws(YAMLError) -> Options.Value {
        switch kind {
        case .flag: .flag(try node.flag())
        case .integer(let range): .integer(try node.integer(in: range))
        case .interval: .integer(try node.interval().seconds)
        case .seconds: .integer(try node.seconds())
        case .text: .text(try node.filledText())
        case .word(let words): .text(try node.word(of: words))
        case .texts: .texts(node.each(&mistakes) { node throws(YAMLError) in try node.filledText() })
        case .patterns: .patterns(node.each(&mistakes) { node throws(YAMLError) in try node.pattern() })
        case .expression: .expression(try node.expression())
        case .groups(let keys): .groups(try node.list().map { OptionsReader(keys: keys).read($0, &mistakes) })
        }
    }
}
