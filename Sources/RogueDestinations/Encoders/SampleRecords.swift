/// Texts one after another in one piece of memory, to be sent one by one or all at once.
struct SampleRecords {
    var bytes: [UInt8] = []
    /// Where each record ends.
    private var ends: [Int] = []

    /// Ends the record whose bytes were appended last.
    mutating func end() {
        ends.append(bytes.count)
    }

    /// The place of each record in `bytes`.
    var ranges: [Range<Int>] { zip([0] + ends, ends).map { $0..<$1 } }
}
