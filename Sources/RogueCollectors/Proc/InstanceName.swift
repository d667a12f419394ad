/// The name of a device, an interface or a mount, as it may become a tag.
enum InstanceName {
    /// Linux has 15 bytes for an interface, 31 for a disk.
    private static let longest = 64
    /// What fits into a file's name, percent-encoded.
    private static let longestLabel = 150

    /// The name as text, if it can be a part of a path: no spaces, no slash, and no folder's `.` or `..`.
    static func text(_ name: Span<UInt8>) -> String? {
        guard name.count <= longest else { return nil }
        for index in name.indices where name[index] == UInt8(ascii: " ") || name[index] == UInt8(ascii: "/") {
            return nil
        }
        guard let text = label(name), text != ".", text != ".." else { return nil }
        return text
    }

    /// The name as text, if it is one: UTF-8, neither empty nor too long, and without control characters.
    static func label(_ name: Span<UInt8>) -> String? {
        guard (1...longestLabel).contains(name.count) else { return nil }
        for index in name.indices where name[index] < 0x20 || name[index] == 0x7F { return nil }
        return String(validating: name.withUnsafeBufferPointer { Array($0) }, as: UTF8.self)
    }

    /// A path of /proc without its escapes: a space is written `\040` there, seq_path in the kernel's fs/seq_file.c.
    static func unescaped(_ path: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(path.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(3)
            guard byte == UInt8(ascii: "\\"), digits.count == 3, digits.allSatisfy({ (0x30...0x37).contains($0) }),
                let code = UInt8(String(decoding: digits, as: UTF8.self), radix: 8)
            else {
                bytes.append(byte)
                continue
            }
            bytes.append(code)
            rest = rest.dropFirst(3)
        }
        return String(validating: bytes, as: UTF8.self) ?? path
    }
}
