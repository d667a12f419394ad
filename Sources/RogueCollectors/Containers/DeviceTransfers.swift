/// What a control group has read from and written to a device.
struct DeviceTransfers {
    /// `8:0`.
    let number: String
    private(set) var readBytes: UInt64?
    private(set) var writtenBytes: UInt64?
    private(set) var reads: UInt64?
    private(set) var writes: UInt64?

    /// Lines of io.stat: `8:0 rbytes=1 wbytes=2 rios=3 wios=4 …`, in any order and with others between them.
    static func unified(_ text: inout ByteScanner) -> [DeviceTransfers] {
        var found: [DeviceTransfers] = []
        while let line = text.line() {
            var words = ByteScanner(line)
            guard let number = deviceNumber(&words) else { continue }
            var device = DeviceTransfers(number: number)
            var isWhole = true
            while isWhole, !words.skip("\n") {
                words.skipSpaces()
                if words.skip("rbytes=") {
                    device.readBytes = words.number()
                } else if words.skip("wbytes=") {
                    device.writtenBytes = words.number()
                } else if words.skip("rios=") {
                    device.reads = words.number()
                } else if words.skip("wios=") {
                    device.writes = words.number()
                } else {
                    isWhole = words.word() != nil
                }
            }
            found.append(device)
        }
        return found
    }

    /// Lines of v1's blkio.throttle.io_service_bytes: `8:0 Read 123`.
    static func bytes(_ text: inout ByteScanner) -> [DeviceTransfers] {
        var found: [DeviceTransfers] = []
        while let line = text.line() {
            var words = ByteScanner(line)
            guard let number = deviceNumber(&words) else { continue }
            if found.last?.number != number { found.append(DeviceTransfers(number: number)) }
            let last = found.index(before: found.endIndex)
            words.skipSpaces()
            if words.skip("Read ") {
                found[last].readBytes = words.number()
            } else if words.skip("Write ") {
                found[last].writtenBytes = words.number()
            }
        }
        return found
    }

    private static func deviceNumber(_ words: inout ByteScanner) -> String? {
        guard let word = words.word(), word.count <= 16 else { return nil }
        let bytes = word.withUnsafeBufferPointer { Array($0) }
        let digits = bytes.filter { $0 != UInt8(ascii: ":") }
        guard digits.count == bytes.count - 1, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
