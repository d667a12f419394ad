import Glibc

/// What is done to an RRD file.
enum FileDamage: CaseIterable {
    case cut, empty, zeroed, foreign, otherMachine, otherStep, otherKind

    /// Whether the file is an RRD file still, which is refused by its name and left alone.
    var isRefused: Bool { self == .otherStep || self == .otherKind }

    /// The damaged bytes; fields lie where rrd_format.h has them.
    func damaged(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        switch self {
        case .cut: return Array(bytes.prefix(random.number(1...max(1, bytes.count - 1))))
        case .empty: return []
        case .zeroed: return [UInt8](repeating: 0, count: bytes.count)
        case .foreign: return [UInt8]("name,value,time\r\n".utf8)
        case .otherMachine: replace(&bytes, at: 16, with: Array(bytes.prefix(24).suffix(8).reversed()))
        case .otherStep: replace(&bytes, at: 40, with: [2])
        case .otherKind:
            let other = bytes.dropFirst(148).first == UInt8(ascii: "G") ? "DERIVE\0" : "GAUGE\0\0"
            replace(&bytes, at: 148, with: [UInt8](other.utf8))
        }
        return bytes
    }

    private func replace(_ bytes: inout [UInt8], at offset: Int, with part: [UInt8]) {
        guard bytes.count >= offset + part.count else { return }
        bytes.replaceSubrange(offset..<offset + part.count, with: part)
    }
}
