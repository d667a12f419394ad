import Foundation
import RogueTestSupport
import RoundRobin
import Testing

@testable import Rogue

/// `keys.state`, whole and damaged.
@Suite struct KeyStateTests {
    private static let origin = 1_795_219_680

    private static var state: KeyState {
        var busy = KeyBucket(start: origin + 60)
        busy.presses = 3
        busy.downDown = KeyTiming(count: 2, microseconds: 350_000)
        busy.upDown = KeyTiming(count: 2, microseconds: .max)
        busy.hold = KeyTiming(count: 3, microseconds: 1)
        let starts = [0, 30, 90, 120, 150, 9_000, 60]
        var buckets = starts.map { KeyBucket(start: origin + $0) }
        buckets.insert(busy, at: 2)
        return KeyState(first: 59_840_656, buckets: buckets)
    }

    @Test func whatIsWritten() {
        let text = String(decoding: Self.state.bytes, as: UTF8.self)
        #expect(
            text.hasPrefix(
                """
                rogue-keys 1 59840656
                1795219680 2
                1795219740 3 2 350000 2 18446744073709551615 3 1
                1795219770 3
                1795228680 1
                1795219740 1
                crc32c
                """
            )
        )
        #expect(KeyState(Self.state.bytes) == Self.state)
        #expect(KeyState(KeyState().bytes) == KeyState())
    }

    @Test func anIdleDayIsShort() {
        let buckets = (0..<2_880).map { KeyBucket(start: Self.origin + $0 * 30) }
        let state = KeyState(first: 1, buckets: buckets)
        #expect(state.bytes.count < 64 && KeyState(state.bytes) == state)
    }

    @Test func damageAtEveryByteIsSeen() {
        let bytes = Self.state.bytes
        for index in bytes.indices {
            for mask: UInt8 in [1, 0x20, 0x80, 0xff] {
                var damaged = bytes
                damaged[index] ^= mask
                #expect(KeyState(damaged) == nil, "byte \(index) xor \(mask)")
            }
            #expect(KeyState(Array(bytes[..<index])) == nil, "cut at \(index)")
            #expect(KeyState(Array(bytes[index...])) == nil || index == 0, "begins at \(index)")
        }
    }

    /// With a checksum that is right, as another version of this program may write it.
    @Test(arguments: [
        "", "rogue-keys 2 1\n", "rogue-keys 1\n", "rogue-keys 1 -1\n", "rogue-keys 1 1\n5\n",
        "rogue-keys 1 1\n30 99999999\n", "rogue-keys 1 1\n99999999999999 1\n", "rogue-keys 1 1\n30 x\n",
        "rogue-keys 1 1\n30 1 1 1 1 1 1\n",
    ])
    func refuses(text: String) throws {
        let check = "crc32c \(String(CRC32C.checksum(Array(text.utf8)), radix: 16))\n"
        #expect(KeyState(Array((text + check).utf8)) == nil)
    }

    @Test(arguments: ["", "\n", "garbage", "\0\0\0\0", "crc32c 0\n", "\n\n"])
    func garbageIsAnErrorThatNamesTheFile(text: String) throws {
        let folder = try TemporaryDirectory()
        try folder.write(Array(text.utf8), to: "keys.state")
        #expect {
            try KeyStateFile(in: folder.path).read()
        } throws: {
            "\($0)" == "cannot read \(folder.file("keys.state")): it is cut, damaged, or of another program"
        }
    }

    @Test func aMissingFileIsAnError() throws {
        let folder = try TemporaryDirectory()
        #expect(throws: StorageError("read", folder.file("keys.state"), errno: ENOENT)) {
            try KeyStateFile(in: folder.path).read()
        }
    }

    @Test func aWriterThatIsKilledLeavesTheOldFile() throws {
        let folder = try TemporaryDirectory()
        let file = KeyStateFile(in: folder.path)
        try file.write(Self.state)
        // What a kill in the middle of writing leaves.
        try folder.write(Self.state.bytes.prefix(40), to: "keys.state.new")
        #expect(try file.read() == Self.state)
        let other = KeyState(first: 7, buckets: [KeyBucket(start: 30)])
        try file.write(other)
        #expect(try file.read() == other)
        #expect(try folder.names() == ["keys.state"])
    }

    @Test func aFileThatCannotBeReplacedStays() throws {
        let folder = try TemporaryDirectory()
        try FileManager.default.createDirectory(atPath: folder.file("keys.state"), withIntermediateDirectories: false)
        #expect(throws: StorageError.self) { try KeyStateFile(in: folder.path).write(Self.state) }
        #expect(try folder.names() == ["keys.state"])
    }
}
