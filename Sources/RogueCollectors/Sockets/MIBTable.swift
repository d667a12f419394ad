/// The wanted numbers of /proc/net/snmp or netstat: a line of names and one of numbers for each protocol.
///
/// `Tcp: RtoMin … RetransSegs` and below it `Tcp: 200 … 17`. Kernels differ in which names there are, and where.
struct MIBTable {
    private let keys: [(group: [UInt8], name: [UInt8])]
    private var values: [UInt64?]

    /// Wants numbers by names such as `Tcp:RetransSegs`.
    init(_ keys: [String]) {
        self.keys = keys.map { key in
            let end = key.utf8.firstIndex(of: UInt8(ascii: ":")).map { key.utf8.index(after: $0) } ?? key.endIndex
            return (Array(key.utf8[..<end]), Array(key.utf8[end...]))
        }
        values = Array(repeating: nil, count: keys.count)
    }

    /// The number of a key, by its place among the wanted; `nil` where the text has none.
    subscript(index: Int) -> UInt64? { values[index] }

    /// Forgets all numbers.
    mutating func clear() {
        for index in values.indices { values[index] = nil }
    }

    /// Reads all pairs of lines; `false` where one is cut, or the two do not fit.
    mutating func read(_ text: inout ByteScanner) -> Bool {
        clear()
        while !text.isAtEnd {
            guard let names = text.line(), let numbers = text.line(), readPair(names, numbers) else {
                clear()
                return false
            }
        }
        return true
    }

    private mutating func readPair(_ names: Span<UInt8>, _ numbers: Span<UInt8>) -> Bool {
        var names = ByteScanner(names)
        var numbers = ByteScanner(numbers)
        guard let group = names.word(), let other = numbers.word(), group.equals(other) else { return false }
        while let name = names.word() {
            let place = place(of: name, in: group)
            if let number = numbers.number() {
                if let place { values[place] = number }
            } else if numbers.word() == nil {
                // A word that is no number is Tcp's MaxConn, -1; none at all is a line that was cut.
                return false
            }
        }
        return numbers.word() == nil
    }

    private func place(of name: Span<UInt8>, in group: Span<UInt8>) -> Int? {
        for index in keys.indices where name.equals(keys[index].name) && group.equals(keys[index].group) {
            return index
        }
        return nil
    }
}
