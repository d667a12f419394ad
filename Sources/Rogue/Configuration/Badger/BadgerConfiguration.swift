import YAML

/// Reads Stat Badger's `config.json` with the files of its modules and emitters, and writes what Rogue's file would be.
package struct BadgerConfiguration {
    private let path: String
    private var files: [String] = []
    private var mistakes = Mistakes()
    /// What has no counterpart, a line each.
    private var notes: [String] = []

    private init(path: String) {
        self.path = path
    }

    /// The equivalent of the file at `path`, in YAML.
    package static func yaml(of path: String) throws(ConfigurationErrors) -> String {
        var reader = BadgerConfiguration(path: path)
        let lines = reader.lines()
        guard reader.mistakes.all.isEmpty else {
            throw ConfigurationErrors(reader.mistakes.sorted(files: reader.files))
        }
        return (lines + reader.notes.map { "# " + $0 }).joined(separator: "\n") + "\n"
    }

    private mutating func lines() -> [String] {
        let root = entries(path) ?? []
        let tags = core(root)
        var seen: Set<String> = []
        let modules = (items(root, "modules") + items(root, "async_modules")).filter { seen.insert($0.name).inserted }
        let collectors = modules.compactMap { counterpart($0, BadgerModules.lines) }
        let destinations = items(root, "emitters").compactMap { counterpart($0, BadgerEmitters.lines) }
        var lines = ["# Made of \(path.shown), the configuration of a Stat Badger.", "interval: 1s"]
        if !tags.isEmpty { lines += ["tags:"] + tags }
        if !collectors.isEmpty { lines += ["collectors:"] + collectors.joined() }
        if !destinations.isEmpty { lines += ["destinations:"] + destinations.joined() }
        return lines
    }

    /// What is the same for all samples, as tags.
    private mutating func core(_ root: [Node.Entry]) -> [String] {
        var core = section(root, "core")
        if core.contains(where: { $0.key == "log" }) { notes.append("core.log: see --log-level of rogue-agent") }
        core.removeAll { $0.key == "log" }
        let item = BadgerItem("core", core)
        let tags = Configuration.tagKeys.compactMap { key -> String? in
            item.text(key == "host" ? "hostname" : key).map { "  \(key): " + YAMLText.scalar($0) }
        }
        for entry in core where entry.key != "hostname" && !Configuration.tagKeys.contains(entry.key) {
            notes.append("core: nothing here is like \(entry.key.shown)")
        }
        return tags
    }

    private mutating func counterpart(_ item: BadgerItem, _ convert: (BadgerItem) -> [String]?) -> [String]? {
        if let lines = convert(item) { return lines }
        notes.append("nothing here is like \(item.name.shown)")
        return nil
    }

    /// The modules or emitters that a section includes.
    private mutating func items(_ root: [Node.Entry], _ name: String) -> [BadgerItem] {
        let kind = name == "emitters" ? "emitters" : "modules"
        let section = BadgerItem(name, section(root, name))
        return section.texts("included_" + kind).map { item in
            BadgerItem(item, values(of: item, in: section.text("config") ?? "."))
        }
    }

    /// What the item's own file says; nothing, and a note, where there is no file.
    private mutating func values(of item: String, in folder: String) -> [Node.Entry] {
        let name = folder + (folder.hasSuffix("/") ? "" : "/") + item + ".conf"
        let file = ConfigurationFile(path: path).resolving(name)
        guard (try? ConfigurationFile(path: file).bytes()) != nil else {
            notes.append("\(name.shown) cannot be read: what Badger comes with is taken")
            return []
        }
        return entries(file) ?? []
    }

    private mutating func section(_ root: [Node.Entry], _ name: String) -> [Node.Entry] {
        guard let node = root.first(where: { $0.key == name })?.value else { return [] }
        return mistakes.noting { () throws(YAMLError) in try node.entries() } ?? []
    }

    /// The entries of a JSON file; JSON without comments is YAML.
    private mutating func entries(_ path: String) -> [Node.Entry]? {
        files.append(path)
        return mistakes.noting { () throws(YAMLError) in
            let bytes = try ConfigurationFile(path: path).bytes()
            let tree = Tree(JSONComments.blanked(bytes), file: path)
            if let mistake = tree.mistakes.first { throw mistake }
            return try tree.root.entries()
        }
    }
}
