import Glibc

/// The reading end of a child's output: never more than the budget, for what is not read the child waits to write.
struct PipeReader {
    let descriptor: CInt
    var splitter: LineSplitter
    private(set) var budget: ByteBudget
    /// Whether nobody can write any more.
    private(set) var isAtEnd = false
    /// Whether all was read that was there.
    private(set) var isEmpty = false

    init(_ descriptor: CInt, longestLine: Int, bytesPerSecond: Int) {
        self.descriptor = descriptor
        splitter = LineSplitter(longest: longestLine)
        budget = ByteBudget(perSecond: bytesPerSecond)
    }

    /// Whether there is something to wait for.
    var canWait: Bool { !isAtEnd && !budget.isSpent }

    /// Reads into `buffer`, and answers how many bytes; `nil` where there are none, or the budget is spent.
    mutating func read(into buffer: inout [UInt8], _ now: Double) -> Int? {
        isEmpty = false
        let most = min(buffer.count, budget.left(now))
        guard !isAtEnd, most > 0 else { return nil }
        var count: Int
        repeat { count = Glibc.read(descriptor, &buffer, most) } while count < 0 && errno == EINTR
        guard count > 0 else {
            isEmpty = true
            isAtEnd = count == 0 || errno != EAGAIN
            return nil
        }
        budget.spend(count)
        return count
    }
}
