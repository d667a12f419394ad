/// FNV-1a: a hash that is the same in each run, unlike Swift's own.
enum StableHash {
    /// 32 bits of it, as eight hexadecimal digits.
    static func digits(_ text: String) -> String {
        let hash = text.utf8.reduce(UInt32(0x811c_9dc5)) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    /// 52 bits of it, which each reader of JSON can hold.
    static func number(_ text: String) -> UInt64 {
        text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 } >> 12
    }
}
