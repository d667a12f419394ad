extension Destination {
    /// The destination's name as part of a file name: what no file name should have becomes `_`, and a hash keeps
    /// names apart that become alike.
    var lockName: String {
        let plain = name.utf8.prefix(80).map { byte -> UInt8 in
            switch Unicode.Scalar(byte) {
            case "a"..."z", "A"..."Z", "0"..."9", "-", ".": byte
            default: UInt8(ascii: "_")
            }
        }
        return String(decoding: plain, as: UTF8.self) + "-" + String(fnv1a, radix: 16)
    }

    /// FNV-1a of the name, 64 bits: Swift's own hashes differ from run to run.
    private var fnv1a: UInt64 {
        name.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}
