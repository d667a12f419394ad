/// What /proc/PID/stat says of a process: proc_pid_stat(5).
struct ProcessStat {
    /// `R` running, `S` sleeping, …; proc_pid_stat(5) has them all.
    let state: UInt8
    /// User and system time of the process itself, in ticks; that of children that were waited for is their own.
    let ticks: UInt64
    let threads: UInt64
    /// When it began, in ticks since the machine did: with its number, which is given again, it tells processes apart.
    let start: UInt64
    /// Memory in use, in pages.
    let residentPages: UInt64

    /// Reads the file, and keeps the name, at most 64 bytes, in `name`; `nil` where the file is cut.
    ///
    /// The name may hold anything, blanks, parentheses and newlines: it ends at the last parenthesis.
    init?(_ text: inout ByteScanner, name: inout [UInt8]) {
        let all = text.rest
        guard let begin = Self.first(of: "(", in: all), let end = Self.last(of: ")", in: all), begin < end else {
            return nil
        }
        name.removeAll(keepingCapacity: true)
        for index in (begin + 1..<end).prefix(64) { name.append(all[index]) }
        var fields = ByteScanner(all.extracting((end + 1)...))
        // The state is the third field; the numbers that follow, some of them negative, are the 4th to the 24th and more.
        guard let word = fields.word(), word.count == 1 else { return nil }
        state = word[0]
        var numbers = InlineArray<25, UInt64>(repeating: 0)
        for index in 4...24 {
            if let number = fields.number() { numbers[index] = number } else if fields.word() == nil { return nil }
        }
        let (ticks, isTooMuch) = numbers[14].addingReportingOverflow(numbers[15])
        guard !isTooMuch else { return nil }
        self.ticks = ticks
        threads = numbers[20]
        start = numbers[22]
        residentPages = numbers[24]
    }

    private static func first(of character: Unicode.Scalar, in bytes: Span<UInt8>) -> Int? {
        for index in bytes.indices where bytes[index] == UInt8(ascii: character) { return index }
        return nil
    }

    private static func last(of character: Unicode.Scalar, in bytes: Span<UInt8>) -> Int? {
        var index = bytes.count
        while index > 0 {
            index -= 1
            if bytes[index] == UInt8(ascii: character) { return index }
        }
        return nil
    }
}
