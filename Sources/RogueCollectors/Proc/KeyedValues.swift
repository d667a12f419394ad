/// The numbers of some wanted keys in a text of lines `key number`, such as memory.stat or /proc/PID/io.
struct KeyedValues {
    private let keys: [[UInt8]]
    private var values: [UInt64?]

    /// Wants the keys as they are written, with a colon where one belongs to them.
    init(_ keys: [String]) {
        self.keys = keys.map { Array($0.utf8) }
        values = Array(repeating: nil, count: keys.count)
    }

    /// The number of a key, by its place among the wanted; `nil` where the text has none.
    subscript(index: Int) -> UInt64? { values[index] }

    /// Forgets all numbers.
    mutating func clear() {
        for index in values.indices { values[index] = nil }
    }

    /// Reads all lines, or until each key has its number.
    mutating func read(_ text: inout ByteScanner) {
        clear()
        var missing = keys.count
        while missing > 0, !text.isAtEnd {
            if let word = text.word(), let index = place(of: word), values[index] == nil, let number = text.number() {
                values[index] = number
                missing -= 1
            }
            // Where it fails the text is at its end, which ends the loop.
            _ = text.nextLine()
        }
    }

    private func place(of word: Span<UInt8>) -> Int? {
        for index in keys.indices where word.equals(keys[index]) { return index }
        return nil
    }
}
