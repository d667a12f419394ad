import Glibc
import Rogue
import RoundRobin

/// A history that grows as it is told, and all that was ever in it.
struct TorturedHistory {
    let prefix: Prefix
    /// The values by series and time; `nil` is a gap.
    private(set) var values: [String: [Int: Double?]] = [:]
    /// The next slot.
    private(set) var time = Self.start

    /// The first slot.
    static let start = 1_700_000_000

    /// How many rows a file keeps.
    static let rows = 600
    private static let names = ["m", "mm", "mmm", "mmmm", "mmmmm", "mmmmmm"]

    init(_ path: String) throws {
        prefix = try Prefix(making: path)
    }

    /// Adds so many slots to most series; they begin one after the other.
    mutating func grow(_ count: Int, _ random: inout SeededGenerator) throws {
        let series = Self.names.prefix(2 + (time - Self.start) / 500)
        for name in series where !random.oneIn(8) {
            let file = RoundRobinFile(path: prefix.file(name + ".rrd"))
            if (try? file.header()) == nil { try make(file) }
            // Slots that were left out before are gaps.
            let first = try file.header().lastUpdate + 1
            for start in stride(from: first, to: time + count, by: Self.rows / 2) {
                let slots = start..<min(start + Self.rows / 2, time + count)
                try file.update(
                    slots.map { slot in
                        let isGap = slot < time || random.oneIn(9)
                        return "\(slot):\(isGap ? "U" : "\(Double.random(in: -1e9...1e9, using: &random))")"
                    }
                )
                try note(name, file, slots)
            }
        }
        time += count
    }

    /// What librrd has made of the values is the history: it may be another in the last bit.
    private mutating func note(_ name: String, _ file: RoundRobinFile, _ slots: Range<Int>) throws {
        let rows = try file.fetch(after: slots.lowerBound - 1, through: slots.upperBound - 1)
        for (index, value) in rows.values.enumerated() {
            values[name, default: [:]][rows.time(index)] = .some(value.isFinite ? value : nil)
        }
    }

    private func make(_ file: RoundRobinFile) throws {
        let archives = [RoundRobinArchive(stepsPerRow: 1, rows: Self.rows)]
        let source = DataSource(kind: .gauge, heartbeat: 10_000)
        try file.create(step: 1, lastUpdate: time - 1, source: source, archives: archives)
    }

    /// Moves a file aside, as the agent does; another begins with the next slot.
    mutating func moveAside(_ random: inout SeededGenerator) throws {
        guard let name = values.keys.sorted().randomElement(using: &random) else { return }
        let path = prefix.file(name + ".rrd")
        guard rename(path, "\(path).bak-\(time)") == 0 || errno == ENOENT else {
            throw StorageError("move aside", path, errno: errno)
        }
    }

    /// The time of the latest row of a series.
    func end(of series: String) -> Timestamp? {
        (try? RoundRobinFile(path: prefix.file(series + ".rrd")).header()).map { Timestamp($0.lastUpdate) }
    }
}
