/// Rows of the CSV file of one metric: `name,value,unixtime\r\n`, RFC 4180, no header.
///
/// A value is the shortest text that reads back to the same double, so nothing is lost on the way.
struct CSVRow {
    /// The metric's name, quoted where it has to be, and a comma.
    let prefix: [UInt8]

    init(_ metric: MetricName) {
        let name = metric.description
        let needsQuotes = name.utf8.contains { [0x22, 0x2c, 0x0a, 0x0d].contains($0) }
        let field = needsQuotes ? "\"" + name.replacing("\"", with: "\"\"") + "\"" : name
        prefix = [UInt8]((field + ",").utf8)
    }

    /// Longest value (`-2.2250738585072014e-308`), comma, longest time, CR, LF.
    private static let longestRest = 24 + 1 + 20 + 2

    /// The text of the rows; gaps are left out, or have the value `nan`.
    func text(of rows: HistoryRows, includingGaps: Bool) -> [UInt8] {
        let capacity = rows.values.count * (prefix.count + Self.longestRest)
        return [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            // Many series stand still for long: the text of a value serves for as long as the value stays.
            var last = Double.nan
            var text = "nan"
            for (index, value) in rows.values.enumerated() where includingGaps || !value.isNaN {
                if value.bitPattern != last.bitPattern {
                    last = value
                    text = value.isNaN ? "nan" : value.description
                }
                buffer.append(prefix, at: &count)
                text.utf8.withContiguousStorageIfAvailable { buffer.append($0, at: &count) }
                buffer.append(UInt8(ascii: ","), at: &count)
                buffer.append(rows.time(index).seconds, at: &count)
                buffer.append(UInt8(ascii: "\r"), at: &count)
                buffer.append(UInt8(ascii: "\n"), at: &count)
            }
        }
    }

    /// The time of a complete row, without its line end; `nil` where it is none of this metric's.
    func time(of row: some BidirectionalCollection<UInt8>) -> Timestamp? {
        guard row.starts(with: prefix), let comma = row.lastIndex(of: UInt8(ascii: ",")) else { return nil }
        let digits = row[row.index(after: comma)...]
        guard digits.count <= 18, let seconds = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
        return Timestamp(seconds)
    }
}

/// Writing into memory whose size was reckoned beforehand; each write is checked against it.
extension UnsafeMutableBufferPointer<UInt8> {
    fileprivate func append(_ bytes: some Collection<UInt8>, at count: inout Int) {
        count = self[count...].update(fromContentsOf: bytes)
    }

    fileprivate func append(_ byte: UInt8, at count: inout Int) {
        self[count] = byte
        count += 1
    }

    /// The digits of a number that is not negative.
    fileprivate func append(_ number: Int, at count: inout Int) {
        var rest = UInt(clamping: number)
        var digits = 1
        var limit: UInt = 10
        while rest >= limit, digits < 19 {
            digits += 1
            limit *= 10
        }
        for position in (count..<count + digits).reversed() {
            self[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        count += digits
    }
}
