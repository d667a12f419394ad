extension ByteScanner {
    /// Reads up to the end of the line, its newline with it, where it has one.
    @_lifetime(copy self)
    mutating func line() -> Span<UInt8>? {
        let bytes = rest
        guard nextLine() else { return nil }
        return bytes.extracting(first: bytes.count - rest.count)
    }

    /// Reads a word of hexadecimal digits, as far as it fits 64 bits.
    mutating func hexadecimal() -> UInt64? {
        let start = self
        guard let word = word(), let value = word.hexadecimal else {
            self = start
            return nil
        }
        return value
    }
}
