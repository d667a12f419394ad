/// What a control group has read from and written to a device.
struct DeviceTransfers {
    /// `8:0`.
    let number: String
    var readBytes: UInt64?
    var writtenBytes: UInt64?
    var reads: UInt64?
    var writes: UInt64?

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

    /// Lines of v1's blkio.throttle.io_service_bytes or io_serviced, `8:0 Read 123`, for two of the counts.
    static func add(
        _ text: inout ByteScanner,
        _ read: WritableKeyPath<DeviceTransfers, UInt64?>,
        _ written: WritableKeyPath<DeviceTransfers, UInt64?>,
        to found: inout [DeviceTransfers]
    ) {
        while let line = text.line() {
            var words = ByteScanner(line)
            guard let number = deviceNumber(&words) else { continue }
            words.skipSpaces()
            let count = words.skip("Read ") ? read : words.skip("Write ") ? written : nil
            guard let count, let value = words.number() else { continue }
            if let place = found.firstIndex(where: { $0.number == number }) {
                found[place][keyPath: count] = value
            } else {
                var device = DeviceTransfers(number: number)
                device[keyPath: count] = value
                found.append(device)
            }
        }
    }

    private static func deviceNumber(_ words: inout ByteScanner) -> String? {
        guard let word = words.word(), word.count <= 16 else { return nil }
        let bytes = word.array
        let digits = bytes.filter { $0 != UInt8(ascii: ":") }
        guard digits.count == bytes.count - 1, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
