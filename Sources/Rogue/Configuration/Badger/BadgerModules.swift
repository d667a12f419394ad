/// Stat Badger's modules as collectors.
enum BadgerModules {
    private static let collectors = [
        "cpu": "cpu", "disk": "disk", "load": "load", "memory": "memory", "network": "network",
        "process_stats": "process", "system": "system",
    ]

    /// The lines of the collector that stands for a module, or `nil` where there is none.
    static func lines(_ module: BadgerItem) -> [String]? {
        guard let collector = collectors[module.name] else { return nil }
        var lines: [String] = []
        if module.interval > 1 { lines.append("interval: \(Interval(seconds: module.interval))") }
        let devices = module.texts("disks_to_check").map { "*;device=" + $0 }
        let interfaces = module.texts("interfaces_to_check").map { "*;interface=" + $0 }
        if !(devices + interfaces).isEmpty { lines.append("include: " + YAMLText.list(devices + interfaces)) }
        let excluded = module.excluded
        if !excluded.isEmpty { lines.append("exclude: " + YAMLText.list(excluded)) }
        let groups = module.items("processes").compactMap(group)
        if !groups.isEmpty { lines += ["groups:"] + groups.map { "  - " + $0 } }
        guard !lines.isEmpty else { return ["  \(collector): {}"] }
        return ["  \(collector):"] + lines.map { "    " + $0 }
    }

    /// Badger looks for a pattern at the beginning of the command line.
    private static func group(_ process: BadgerItem) -> String? {
        guard let name = process.text("name"), let pattern = process.text("pattern") else { return nil }
        let anchored = pattern.hasPrefix("^") ? pattern : "^" + pattern
        return "{name: \(YAMLText.scalar(name)), pattern: \(YAMLText.scalar(anchored))}"
    }
}
