import Czlib

/// The gzip format: RFC 1952.
enum Gzip {
    /// The bytes, packed; `nil` where there is no memory for it.
    static func packed(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count <= Int(Int32.max) else { return nil }
        let room = rogue_gzip_bound(bytes.count)
        let packed = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            count = rogue_gzip(bytes, bytes.count, buffer.baseAddress, room)
        }
        return packed.isEmpty ? nil : packed
    }
}
