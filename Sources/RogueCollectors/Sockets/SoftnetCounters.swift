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
    mutating func read(_ text: inout ByteScanner, of path: String, into readings: inout [Reading]) throws(ProcError) {
        var lines = 0
        var counting = text
        while counting.nextLine() { lines += 1 }
        var number = 0
        var later = self
        while !text.isAtEnd {
            guard later.readLine(&text, number, of: lines) else {
                throw ProcError(path, "line \(number + 1) is cut, or not numbers")
            }
            number += 1
        }
        later.endLook()
        self = later
        for (metric, sum) in zip(Self.metrics, [packets.total, dropped.total, squeezed.total]) {
            readings.append(Reading(metric, sum))
        }
    }

    private mutating func readLine(_ text: inout ByteScanner, _ number: Int, of lines: Int) -> Bool {
        var fields = InlineArray<13, UInt64>(repeating: 0)
        guard let line = text.line() else { return false }
        var words = ByteScanner(line)
        var count = 0
        while let value = words.hexadecimal() {
            if count < 13 { fields[count] = value }
            count += 1
        }
        guard count >= 3, words.word() == nil else { return false }
        // The 13th is the processor, since Linux 5.10; before that a line has no name, and when the number of lines
        // changes nobody can tell whose is whose: it counts anew.
        let processor = count >= 13 ? fields[12] : UInt64(number) | UInt64(lines) << 32 | 1 << 63
        packets.note(fields[0], of: processor, isNew: isFirst)
        dropped.note(fields[1], of: processor, isNew: isFirst)
        squeezed.note(fields[2], of: processor, isNew: isFirst)
        return true
    }

    private mutating func endLook() {
        packets.endLook()
        dropped.endLook()
        squeezed.endLook()
        isFirst = false
    }
}
