/// Names of letters, digits and `-_./`, which is all that OpenTSDB and tcollector take.
enum PlainName {
    /// The text, if it is plain; else with `_` for what is not, and with a hash of what it was, which keeps those apart
    /// that become alike: `a b` is `a_b_10a3f9f2`.
    static func of(_ text: String) -> String {
        guard !text.utf8.allSatisfy(isPlain) else { return text }
        let plain = text.utf8.map { isPlain($0) ? $0 : UInt8(ascii: "_") }
        return String(decoding: plain, as: UTF8.self) + "_" + StableHash.digits(text)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch Unicode.Scalar(byte) {
        case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".", "/": true
        default: false
        }
    }
}
