import Foundation

/// Says what the files of /proc hold in the simplest way there is, with strings and nothing shared with the collectors.
enum PlainParser {
    private static func lines(_ text: String) -> [[String]] {
        text.split(separator: "\n").map { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
    }

    /// The busy share of all the time since the machine started.
    static func percentBusy(stat: String) -> Double {
        // As psutil does it: all, less those of guests.
        let ticks = lines(stat)[0].dropFirst().compactMap(Double.init) + Array(repeating: 0, count: 6)
        let total = ticks[0...9].reduce(0, +) - ticks[8] - ticks[9]
        return (total - ticks[3] - ticks[4]) / total * 100
    }

    static func percentUsed(meminfo: String) -> Double {
        var sizes: [String: Double] = [:]
        for line in lines(meminfo) where line.count > 1 { sizes[line[0]] = Double(line[1]) }
        let (total, free) = (sizes["MemTotal:"] ?? 0, sizes["MemFree:"] ?? 0)
        let available = sizes["MemAvailable:"] ?? free + (sizes["Buffers:"] ?? 0) + (sizes["Cached:"] ?? 0)
        return (total - available) / total * 100
    }

    /// Bytes read and written, milliseconds reading and writing.
    static func disks(diskstats: String, sys: String) -> [UInt64] {
        var sums: [UInt64] = [0, 0, 0, 0]
        for line in lines(diskstats) {
            let folder = sys + "/block/" + line[2].replacingOccurrences(of: "/", with: "!")
            let hidden = (try? String(contentsOfFile: folder + "/hidden", encoding: .utf8)) ?? "0"
            guard FileManager.default.fileExists(atPath: folder + "/device"), !hidden.hasPrefix("1") else { continue }
            for (index, (field, factor)) in [(5, 512), (9, 512), (6, 1), (10, 1)].enumerated() {
                sums[index] += (UInt64(line[field]) ?? 0) * UInt64(factor)
            }
        }
        return sums
    }

    /// Bytes received and sent.
    static func interfaces(dev: String) -> [UInt64] {
        var sums: [UInt64] = [0, 0]
        for line in dev.split(separator: "\n").dropFirst(2) {
            guard let colon = line.lastIndex(of: ":") else { continue }
            let numbers = line[colon...].dropFirst().split(separator: " ").compactMap { UInt64($0) }
            sums[0] += numbers[0]
            sums[1] += numbers[8]
        }
        return sums
    }
}
