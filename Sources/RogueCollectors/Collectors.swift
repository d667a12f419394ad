package import Rogue

/// The collectors there are.
///
/// A new one is a file in Collectors/ and a line here.
package enum Collectors {
    /// The original's eight metrics.
    package static let rogue: [any Collector.Type] = [
        RogueCPU.self,
        RogueMemory.self,
        RogueDisk.self,
        RogueNetwork.self,
    ]

    /// Those that need no word of anybody: of the processors, all together; of control groups, the containers.
    package static let all: [any Collector.Type] =
        rogue + [
            CPU.self,
            Load.self,
            Memory.self,
            Disk.self,
            Network.self,
            Pressure.self,
            Threads.self,
            System.self,
            Filesystems.self,
            Netstat.self,
            Background<Sockets>.self,
            Containers.self,
            AgentItself.self,
        ]

    /// Those that are only sampled where they are named: they look at each process, or need something beside the machine.
    package static let others: [any Collector.Type] = [
        Background<Processes>.self,
        Keys.self,
    ]

    /// Every one that can be named.
    package static let known = all + others

    /// The collectors that `text` names, comma-separated, each once: `cpu,disk`, `rogue` or `all`.
    package static func named(_ text: String) throws(CollectorNameError) -> [any Collector.Type] {
        var chosen: [any Collector.Type] = []
        for name in text.split(separator: ",", omittingEmptySubsequences: false) {
            for collector in try named(one: String(name)) where !chosen.contains(where: { $0 == collector }) {
                chosen.append(collector)
            }
        }
        return chosen
    }

    private static func named(one name: String) throws(CollectorNameError) -> [any Collector.Type] {
        switch name {
        case "all": return all
        case "rogue": return rogue
        default:
            guard let collector = known.first(where: { $0.name == name }) else { throw CollectorNameError(name) }
            return [collector]
        }
    }
}

/// A name that no collector has.
package struct CollectorNameError: Error, Hashable, CustomStringConvertible {
    package let name: String

    init(_ name: String) {
        self.name = name
    }

    /// `unknown collector "cpus": there are rogue-cpu, …, and the groups rogue, all`.
    package var description: String {
        let known = Collectors.known.map { $0.name }.joined(separator: ", ")
        // As a literal, so that a name with a line break in it still makes one line.
        return "unknown collector \(name.debugDescription): there are \(known), and the groups rogue, all"
    }
}
