/// Cuts a stream of bytes into lines, and never keeps more than the beginning of one.
struct LineSplitter {
    /// Longer lines are left out, in bytes.
    let longest: Int
    private var rest: [UInt8] = []
    private var isSkipping = false

    init(longest: Int) {
        self.longest = longest
    }

    /// Calls `body` with each line that ends in `bytes`, without its end, and answers how many were too long.
    ///
    /// What comes after the last end is kept, for it may be half a line.
    mutating func feed(_ bytes: ArraySlice<UInt8>, _ body: (ArraySlice<UInt8>) -> Void) -> Int {
        var tooLong = 0
        var left = bytes
        while let end = left.firstIndex(of: UInt8(ascii: "\n")) {
            let part = left[..<end]
            left = left[end...].dropFirst()
            defer { rest.removeAll(keepingCapacity: true) }
            if isSkipping {
                isSkipping = false
            } else if rest.count + part.count > longest {
                tooLong += 1
            } else if rest.isEmpty {
                body(part)
            } else {
                rest += part
                body(rest[...])
            }
        }
        guard !isSkipping else { return tooLong }
        guard rest.count + left.count > longest else {
            rest += left
            return tooLong
        }
        rest.removeAll(keepingCapacity: true)
        isSkipping = true
        return tooLong + 1
    }
}
