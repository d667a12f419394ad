/// What is known of the things that a file has a line each for (disks, interfaces, processors), by their names.
///
/// They are kept in the order of the lines, so that one look-up is one comparison as long as nothing comes or goes.
struct Instances<Value> {
    private struct Entry {
        let name: [UInt8]
        var value: Value
    }

    private var entries: [Entry] = []

    /// The instance of a line of this look, which has to be known.
    subscript(line: Int) -> Value {
        get { entries[line].value }
        _modify { yield &entries[line].value }
    }

    /// Lets `body` change the instance of a line where it is.
    ///
    /// The subscript does the same, but where an optional is changed, its coroutine has a frame on the heap.
    mutating func update(_ line: Int, _ body: (inout Value) -> Void) {
        body(&entries[line].value)
    }

    /// How many are as `condition` says.
    func count(where condition: (Value) -> Bool) -> Int {
        entries.count { condition($0.value) }
    }

    /// Whether the instance of a line is known; then it is at `line` from now on.
    mutating func isKnown(_ name: Span<UInt8>, at line: Int) -> Bool {
        guard line < entries.count else { return false }
        if name.equals(entries[line].name) { return true }
        // Where one has gone, or one came in between, the next is near.
        for place in line..<entries.count where name.equals(entries[place].name) {
            entries.swapAt(line, place)
            return true
        }
        return false
    }

    /// Adds the instance of a line, unless an earlier line of this look has the same name.
    mutating func add(_ value: Value, named name: String, at line: Int) -> Bool {
        let entry = Entry(name: Array(name.utf8), value: value)
        guard line <= entries.count, !entries[..<line].contains(where: { $0.name == entry.name }) else { return false }
        entries.append(entry)
        entries.swapAt(line, entries.count - 1)
        return true
    }

    /// Forgets all beyond the first `count`: they have no line any more.
    mutating func keep(first count: Int) {
        guard count < entries.count else { return }
        entries.removeLast(entries.count - count)
    }
}
