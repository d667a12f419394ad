import RoundRobin
import Testing

@Suite struct CRC32CTests {
    private static let known: [([UInt8], UInt32)] = [
        ([], 0), ([UInt8]("123456789".utf8), 0xe306_9283), ([UInt8]("a".utf8), 0xc1d0_4330),
        ([UInt8](repeating: 0, count: 32), 0x8a91_36aa), ([UInt8](repeating: 0xff, count: 32), 0x62a8_ab43),
        ([UInt8](0..<32), 0x46dd_794e), ([UInt8]((0..<32).reversed()), 0x113f_db5c),
    ]

    /// RFC 3720, appendix B.4, and the check value of the catalogues.
    @Test(arguments: known)
    func knownValues(bytes: [UInt8], checksum: UInt32) {
        #expect(CRC32C.checksum(bytes) == checksum)
    }

    @Test func everyFlippedBitShows() {
        let bytes = (0..<100).map { UInt8(truncatingIfNeeded: $0 * 37) }
        let checksum = CRC32C.checksum(bytes)
        for bit in 0..<800 {
            var flipped = bytes
            flipped[bit / 8] ^= 1 << (bit % 8)
            #expect(CRC32C.checksum(flipped) != checksum)
        }
    }
}
