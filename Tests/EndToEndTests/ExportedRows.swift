import Foundation
import RoundRobin

/// A CSV file of rogue-export.
struct ExportedRows {
    /// One row: `name,value,unixtime`.
    struct Row: Hashable {
        let name: String
        let value: Double
        let time: Int
    }

    let rows: [Row]

    /// Reads the file; throws where a line is no whole row.
    init(_ path: String) throws {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        // As bytes, for "\r\n" is one character of a String.
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard lines.last?.isEmpty ?? true else { throw Torn(description: "\(path) ends with \(text.suffix(40))") }
        rows = try lines.dropLast().map { line in
            let fields = line.dropLast().split(separator: UInt8(ascii: ",")).map { String(Substring($0)) }
            guard line.last == UInt8(ascii: "\r"), fields.count == 3, let value = Double(fields[1]),
                let time = Int(fields[2])
            else { throw Torn(description: "\(path) has a line \(String(Substring(line)))") }
            return Row(name: fields[0], value: value, time: time)
        }
    }

    struct Torn: Error, CustomStringConvertible {
        let description: String
    }

    var times: [Int] { rows.map(\.time) }

    /// By their time; a row that is there twice would have shown in ``times`` before.
    var byTime: [Int: Double] { Dictionary(rows.map { ($0.time, $0.value) }) { first, _ in first } }

    /// What the file has to be: each known row of the finest archive from `first` on, up to the latest final one.
    static func text(_ metric: String, in prefix: String, from first: Int = 0, gaps: Bool = false) throws -> String {
        let file = RoundRobinFile(path: "\(prefix)/\(metric).rrd")
        let header = try file.header()
        guard let archive = header.finest else { return "" }
        let end = header.lastUpdate - header.lastUpdate % (header.step * archive.stepsPerRow)
        let oldest = end - archive.rows * archive.stepsPerRow * header.step
        let rows = try file.fetch(after: max(oldest, first - 1), through: end)
        let sampled = rows.values.firstIndex { !$0.isNaN } ?? rows.values.count
        return rows.values.enumerated().dropFirst(sampled).map { index, value in
            guard gaps || !value.isNaN else { return "" }
            return "\(metric),\(value.isNaN ? "nan" : value.description),\(rows.start + index * rows.step)\r\n"
        }.joined()
    }
}
