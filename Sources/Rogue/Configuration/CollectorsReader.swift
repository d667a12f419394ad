import YAML

/// Reads `collectors`: a mapping for each collector, and a list for the programs that are run.
struct CollectorsReader {
    let known: [any Collector.Type]?

    func read(
        _ node: Node,
        _ mistakes: inout Mistakes
    ) -> (collectors: [CollectorConfiguration], exec: [ExecConfiguration]) {
        var collectors: [CollectorConfiguration] = []
        var exec: [ExecConfiguration] = []
        for entry in mistakes.noting({ () throws(YAMLError) in try node.entries() }) ?? [] {
            if entry.key == ExecConfiguration.name {
                exec = self.exec(entry.value, &mistakes)
            } else if let collector = collector(entry, &mistakes) {
                collectors.append(collector)
            }
        }
        return (collectors, exec)
    }

    private func collector(_ entry: Node.Entry, _ mistakes: inout Mistakes) -> CollectorConfiguration? {
        guard let known else { return nil }
        guard let type = known.first(where: { $0.name == entry.key }) else {
            let advice = Nearest.advice(for: entry.key, among: known.map { $0.name } + [ExecConfiguration.name])
            mistakes.add(entry.mark, "unknown collector \(entry.key.shown): \(advice)")
            return nil
        }
        let options = OptionsReader(keys: CollectorConfiguration.keys + type.options).read(entry.value, &mistakes)
        Self.check(options, &mistakes)
        return CollectorConfiguration(entry.key, options)
    }

    private func exec(_ node: Node, _ mistakes: inout Mistakes) -> [ExecConfiguration] {
        let nodes = mistakes.noting { () throws(YAMLError) in try node.list() } ?? []
        var places = Places("exec plug-in")
        return nodes.compactMap { node in
            let options = OptionsReader(keys: ExecConfiguration.keys).read(node, &mistakes)
            Self.check(options, &mistakes)
            checkWhatIsRun(node, options, &mistakes)
            if let name = options.text("name"), let mark = options.mark(of: "name") {
                places.note(name, at: mark, &mistakes)
            }
            return ExecConfiguration(options)
        }
    }

    private func checkWhatIsRun(_ node: Node, _ options: Options, _ mistakes: inout Mistakes) {
        if let mark = options.mark(of: "command"), options.texts("command")?.isEmpty == true {
            mistakes.add(mark, "the command is empty")
        }
        guard let entries = try? node.entries() else { return }
        let named = entries.filter { $0.key == "command" || $0.key == "directory" }
        if named.isEmpty {
            mistakes.add(node.mark, "'command' is missing, or 'directory'")
        } else if named.count > 1 {
            mistakes.add(named[1].mark, "either a command or a directory")
        }
    }

    private static func check(_ options: Options, _ mistakes: inout Mistakes) {
        guard let mark = options.mark(of: "interval"), let interval = options.interval("interval"),
            interval.seconds > Interval.longestBetweenSamples.seconds
        else { return }
        mistakes.add(mark, "the interval is longer than a day")
    }
}
