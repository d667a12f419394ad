/// Between a metric's name and the path of its file below the prefix; exact both ways, so a reader needs no index.
///
/// Each dot of the name starts a folder, then each tag is a component `key=value`:
/// `fs.used;mount=/home` is `fs/used/mount=%2Fhome.rrd`.
package enum MetricPath {
    package static let suffix = ".rrd"
    /// The most bytes of one encoded component: file systems end at 255, and `.rrd.bak-TIME` has to fit behind.
    private static let longestComponent = 200

    /// The relative path, or `nil` where the name cannot be one: an empty component, or one over 200 bytes.
    package static func path(of metric: MetricName) -> String? {
        let components = components(ofBase: metric.base) + metric.tags.map(component(of:))
        guard components.allSatisfy({ !$0.isEmpty && $0.utf8.count <= longestComponent }),
            metric.tags.allSatisfy({ !$0.key.isEmpty })
        else { return nil }
        return components.joined(separator: "/") + suffix
    }

    /// The metric whose file has this relative path, or `nil` where no metric's has.
    package static func metric(at path: String) -> MetricName? {
        guard path.hasSuffix(suffix) else { return nil }
        var base: [String] = []
        var tags: [String: String] = [:]
        for component in path.dropLast(suffix.count).split(separator: "/", omittingEmptySubsequences: false) {
            guard let equals = component.firstIndex(of: "=") else {
                guard let text = decoded(component) else { return nil }
                base.append(text)
                continue
            }
            guard let key = decoded(component[..<equals]), let value = decoded(component[equals...].dropFirst())
            else { return nil }
            tags[key] = value
        }
        let metric = MetricName(base.joined(separator: "."), tags: tags)
        return Self.path(of: metric) == path ? metric : nil
    }

    /// The encoded components of a dotted name.
    static func components(ofBase base: String) -> [String] {
        base.split(separator: ".", omittingEmptySubsequences: false).map { encoded($0) }
    }

    /// The encoded component of a tag.
    static func component(of tag: MetricName.Tag) -> String { encoded(tag.key[...]) + "=" + encoded(tag.value[...]) }

    /// Percent-encodes what would mean something else: `%`, `/`, `=`, `;`, control characters, a leading dot.
    private static func encoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        for (index, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "%"), UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: ";"), 0..<0x20, 0x7f:
                bytes += escape(byte)
            case UInt8(ascii: ".") where index == 0:
                bytes += escape(byte)
            default:
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func escape(_ byte: UInt8) -> [UInt8] {
        let digits = [UInt8]("0123456789ABCDEF".utf8)
        return [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }

    /// Undoes the percent-encoding, or `nil` where a `%` is not followed by two hexadecimal digits.
    private static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let value = UInt8(String(Substring(rest.prefix(2))), radix: 16) else { return nil }
            rest = rest.dropFirst(2)
            bytes.append(value)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
