import Rogue

/// What the processors did with packets that came in, all processors together: /proc/net/softnet_stat.
///
/// A line of hexadecimal numbers for each processor that is online: packets, dropped, squeezed, and more.
struct SoftnetCounters {
    private var packets = Odometer<UInt64>()
    private var dropped = Odometer<UInt64>()
    private var squeezed = Odometer<UInt64>()
    private var isFirst = true

    private static let metrics = [
        metric("packets", "Packets taken from the network interfaces."),
        metric("dropped", "Packets dropped: the processor's queue was full."),
        metric("time_squeeze", "Times that a processor had to stop with packets left over."),
    ]

    private static func metric(_ name: String, _ summary: String) -> Metric {
        .counter("softnet." + name, summary)
    }

    /// Reads all lines and appends the sums.
    mutating func read(_ text: inout ByteScanner, of folder: String, into readings: inout [Reading]) throws(ProcError) {
        // All are read before one counts: what has counted cannot be taken back.
        var (lines, rest) = (0, text)
        while !rest.isAtEnd {
            guard Self.line(&rest) != nil else {
                throw ProcError("\(folder)/softnet_stat", "line \(lines + 1) is cut, or not numbers")
            }
            lines += 1
        }
        var number = 0
        while let line = Self.line(&text) {
            note(line, number, of: lines)
            number += 1
        }
        endLook()
        readings.append(Reading(Self.metrics[0], packets.total))
        readings.append(Reading(Self.metrics[1], dropped.total))
        readings.append(Reading(Self.metrics[2], squeezed.total))
    }

    private typealias Line = (fields: InlineArray<13, UInt64>, count: Int)

    /// The numbers of the line that follows, three at least.
    private static func line(_ text: inout ByteScanner) -> Line? {
        guard let line = text.line() else { return nil }
        var words = ByteScanner(line)
        var found: Line = (InlineArray(repeating: 0), 0)
        while let value = words.hexadecimal() {
            if found.count < 13 { found.fields[found.count] = value }
            found.count += 1
        }
        return found.count >= 3 && words.word() == nil ? found : nil
    }

    private mutating func note(_ line: Line, _ number: Int, of lines: Int) {
        // The 13th is the processor, since Linux 5.10; before that a line has no name, and when the number of lines
        // changes nobody can tell whose is whose: it counts anew.
        let processor = line.count >= 13 ? line.fields[12] : UInt64(number) | UInt64(lines) << 32 | 1 << 63
        packets.note(line.fields[0], of: processor, isNew: isFirst)
        dropped.note(line.fields[1], of: processor, isNew: isFirst)
        squeezed.note(line.fields[2], of: processor, isNew: isFirst)
    }

    private mutating func endLook() {
        packets.endLook()
        dropped.endLook()
        squeezed.endLook()
        isFirst = false
    }
}
