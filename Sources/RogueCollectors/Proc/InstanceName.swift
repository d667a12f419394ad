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
        return name.text
    }

    /// A path of /proc without its escapes: a blank, tab, newline or backslash is `\` and three octal digits there,
    /// seq_path in the kernel's fs/seq_file.c.
    static func unescaped(_ path: Span<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(path.count)
        var index = 0
        while index < path.count {
            let byte = escaped(path, at: index)
            bytes.append(byte ?? path[index])
            index += byte == nil ? 1 : 4
        }
        return bytes
    }

    private static func escaped(_ path: Span<UInt8>, at index: Int) -> UInt8? {
        guard path[index] == UInt8(ascii: "\\"), path.count - index >= 4 else { return nil }
        var value = 0
        for place in 1...3 {
            let digit = Int(path[index + place]) - 0x30
            guard (0...7).contains(digit) else { return nil }
            value = value * 8 + digit
        }
        return UInt8(exactly: value)
    }
}
