import Rogue

/// The metrics of the lines of /proc/meminfo, by Stat Badger's spelling: `Active(anon)` is `mem.active_anon`.
struct MemoryLines {
    private var lines = Instances<Metric>()

    /// Linux 6.18 has 58 lines.
    private static let mostLines = 256

    /// Appends what each line of `file` says: bytes, or of huge pages how many there are.
    mutating func read(
        _ text: inout ByteScanner,
        of file: ProcFile,
        into readings: inout [Reading]
    ) throws(ProcError) {
        var line = 0
        defer { lines.keep(first: line) }
        while !text.isAtEnd {
            guard line < Self.mostLines, let key = text.word(), isKnown(key, at: line), let number = text.number()
            else {
                throw file.malformed("line \(line + 1) is cut, or no `key: number`")
            }
            text.skipSpaces()
            let isInKiB = text.skip("kB")
            guard text.skip("\n") else { throw file.malformed("line \(line + 1) is cut, or in another unit") }
            readings.append(Reading(lines[line], Double(number) * (isInKiB ? 1_024 : 1)))
            line += 1
        }
    }

    private mutating func isKnown(_ key: Span<UInt8>, at line: Int) -> Bool {
        if lines.isKnown(key, at: line) { return true }
        guard let text = InstanceName.text(key), let name = Self.name(text) else { return false }
        let isCount = name.hasPrefix("hugepages_")
        let metric = Metric.gauge("mem.\(name)", "\(text.dropLast()) of /proc/meminfo.", unit: isCount ? "1" : "bytes")
        // Two keys may differ in nothing but what the spelling leaves out.
        guard !(0..<line).contains(where: { lines[$0].name == metric.name }) else { return false }
        return lines.add(metric, named: text, at: line)
    }

    /// The key in Stat Badger's spelling, if it is one: letters, digits, `_`, and brackets around its end.
    private static func name(_ key: String) -> String? {
        guard key.last == ":" else { return nil }
        var name = ""
        for letter in key.dropLast() {
            switch letter {
            case "a"..."z", "A"..."Z", "0"..."9", "_": name += letter.lowercased()
            case "(": name += "_"
            case ")": continue
            default: return nil
            }
        }
        return name.isEmpty ? nil : name
    }
}
