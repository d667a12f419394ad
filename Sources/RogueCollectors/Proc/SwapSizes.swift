/// What /proc/meminfo says of swap space.
struct SwapSizes {
    private let total: Double
    private let free: Double

    /// In bytes.
    var used: Double { (total - free) * 1_024 }
    /// `nil` where there is no swap space.
    var percentUsed: Double? { total > 0 ? (total - free) / total * 100 : nil }

    /// Reads the two lines, if they are there.
    init?(_ text: inout ByteScanner) {
        while !text.skip("SwapTotal:") {
            guard text.nextLine() else { return nil }
        }
        guard let total = text.number() else { return nil }
        while !text.skip("SwapFree:") {
            guard text.nextLine() else { return nil }
        }
        guard let free = text.number(), free <= total else { return nil }
        self.total = Double(total)
        self.free = Double(free)
    }
}
