extension ByteScanner {
    /// Reads a line of /proc/net/dev, `eth0: 16 numbers`, if it is one, and answers the name.
    ///
    /// The name may hold colons (the alias eth0:1 of old kernels): its end is the one that only numbers follow. No
    /// space needs to be between them: old kernels wrote `eth0:1234567890`.
    @_lifetime(copy self)
    mutating func interface(_ counts: inout InlineArray<16, UInt64>) -> Span<UInt8>? {
        skipSpaces()
        let start = self
        while skip(past: UInt8(ascii: ":")) {
            let name = bytes(since: start)
            var rest = self
            guard let count = rest.numbers(keeping: &counts), count >= 16 else { continue }
            self = rest
            return name.extracting(droppingLast: 1)
        }
        return nil
    }
}
