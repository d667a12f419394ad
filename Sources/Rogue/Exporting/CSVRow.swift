/// Rows of the CSV file of one metric: `name,value,unixtime\r\n`, RFC 4180, no header.
///
/// A value is the shortest text that reads back to the same double, so nothing is lost on the way.
struct CSVRow {
    /// The metric's name, quoted where it has to be, and a comma.
    let prefix: [UInt8]
    /// What is before the granularity in the prefix of a coarse row, and behind it.
    private let coarse: (head: ArraySlice<UInt8>, tail: ArraySlice<UInt8>)

    init(_ metric: MetricName) {
        prefix = Self.prefix(metric)
        let mark = [UInt8](";granularity=".utf8)
        let prefix = Self.prefix(metric.with(granularity: ""))
        // The text form escapes a `;` within names and tags, so the mark is there once.
        let end = prefix.indices.last { prefix[..<$0].reversed().starts(with: mark.reversed()) } ?? prefix.endIndex
        coarse = (prefix[..<end], prefix[end...])
    }

    private static func prefix(_ metric: MetricName) -> [UInt8] {
        [UInt8]((CSVField.quoted(metric.description) + ",").utf8)
    }

    /// Longest value (`-2.2250738585072014e-308`), comma, longest time, CR, LF.
    private static let longestRest = 24 + 1 + 20 + 2

    /// The text of the rows; gaps are left out, or have the value `nan`.
    func text(of rows: HistoryRows, includingGaps: Bool) -> [UInt8] {
        let capacity = rows.values.count * (prefix.count + Self.longestRest)
        return [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            var writer = ByteWriter(buffer)
            // Before 1970 there are no digits to count up.
            let first = rows.values.indices.first { rows.time($0).seconds >= 0 } ?? rows.values.count
            var end = [UInt8](",\(rows.time(first))\r\n".utf8)
            for (index, value) in rows.values[first...].enumerated() {
                if index > 0 { Self.advance(&end, by: rows.step) }
                guard includingGaps || !value.isNaN else { continue }
                writer.append(prefix)
                if value.isNaN { writer.write("nan") } else { value.write(to: &writer) }
                writer.append(end)
            }
            count = writer.count
        }
    }

    /// Adds to the time in a row's end, digit by digit: cheaper than writing the number anew for each row.
    private static func advance(_ end: inout [UInt8], by step: Int) {
        var carry = step
        var position = end.count - 3
        while carry > 0 {
            guard end[position] != UInt8(ascii: ",") else {
                end.insert(UInt8(ascii: "0"), at: 1)
                position = 1
                continue
            }
            carry += Int(end[position] - UInt8(ascii: "0"))
            end[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: carry % 10)
            carry /= 10
            position -= 1
        }
    }

    /// Whether bytes without a line end are the beginning of a row of this metric, or of what begins one.
    func begins(with tail: some Collection<UInt8>) -> Bool {
        [prefix[...], coarse.head].contains { tail.starts(with: $0) || $0.starts(with: tail) }
    }

    /// Whether a row is of this metric, coarse or not.
    private func isPrefix(of row: some Collection<UInt8>) -> Bool {
        guard !row.starts(with: prefix) else { return true }
        guard row.starts(with: coarse.head) else { return false }
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        return row.dropFirst(coarse.head.count).drop { digits.contains($0) }.starts(with: coarse.tail)
    }

    /// The time of a complete row, without its line end; `nil` where it is none of this metric's.
    func time(of row: some BidirectionalCollection<UInt8>) -> Timestamp? {
        guard isPrefix(of: row), let comma = row.lastIndex(of: UInt8(ascii: ",")) else { return nil }
        let digits = row[row.index(after: comma)...]
        guard digits.count <= 18, let seconds = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
        return Timestamp(seconds)
    }
}
