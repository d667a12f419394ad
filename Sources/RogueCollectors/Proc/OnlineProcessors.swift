/// How many processors are online: /sys/devices/system/cpu/online, which is cheap beside /proc/stat and /proc/cpuinfo.
struct OnlineProcessors {
    private let file: OptionalFile

    init(sys: String) {
        file = OptionalFile(sys + "/devices/system/cpu/online")
    }

    /// How many there are, where the machine says so.
    func count() -> Int? {
        try? file.read { text in Self.count(&text) }
    }

    /// Adds up a list of numbers and ranges: `0-2,4,6-7`; cputopology.rst in the kernel's documentation.
    private static func count(_ text: inout ByteScanner) -> Int? {
        var count: UInt64 = 0
        while true {
            guard let range = range(&text), range.first <= range.last, range.last < mostProcessors else { return nil }
            count += range.last - range.first + 1
            if range.isLast { return Int(exactly: count) }
            guard count < mostProcessors else { return nil }
        }
    }

    private static func range(_ text: inout ByteScanner) -> (first: UInt64, last: UInt64, isLast: Bool)? {
        guard let first = text.number(before: UInt8(ascii: "-")) else { return end(&text).map { ($0, $0, $1) } }
        return end(&text).map { (first, $0, $1) }
    }

    private static func end(_ text: inout ByteScanner) -> (last: UInt64, isLast: Bool)? {
        if let last = text.number(before: UInt8(ascii: ",")) { return (last, false) }
        return text.number().map { ($0, true) }
    }

    /// Beyond it lies an error; Linux is built for 8,192.
    private static let mostProcessors: UInt64 = 1 << 20
}
