/// A sum of counters that is either exact or nothing.
struct ExactSum {
    /// The sum, or `nil` where it does not fit 64 bits.
    private(set) var value: UInt64? = 0

    /// Adds `count` things of `size` each.
    mutating func add(_ count: UInt64, times size: UInt64 = 1) {
        guard let sum = value else { return }
        let (product, tooLarge) = count.multipliedReportingOverflow(by: size)
        let (next, tooMuch) = sum.addingReportingOverflow(product)
        value = tooLarge || tooMuch ? nil : next
    }
}
