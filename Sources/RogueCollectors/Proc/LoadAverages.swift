/// What /proc/loadavg says: `0.35 0.55 1.16 9/159 8124`.
struct LoadAverages {
    /// Of 1, 5 and 15 minutes.
    private(set) var averages = InlineArray<3, Double>(repeating: 0)
    /// Tasks that run or want to.
    let runnable: UInt64
    /// All tasks.
    let total: UInt64

    /// Reads the one line of `file`.
    init(_ text: inout ByteScanner, of file: ProcFile) throws(ProcError) {
        for index in averages.indices {
            guard let average = text.decimal() else { throw file.malformed("it does not begin with three averages") }
            averages[index] = average
        }
        guard let runnable = text.number(before: UInt8(ascii: "/")), let total = text.number() else {
            throw file.malformed("no numbers of tasks after the averages")
        }
        self.runnable = runnable
        self.total = total
    }
}
