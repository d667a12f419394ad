import Rogue

/// Reads the lines that plug-ins print.
struct LineParser {
    let format: ExecConfiguration.Format
    /// This machine's name: a tag `host` that says the same is left out, for every destination adds it.
    let host: String

    /// OpenTSDB and tcollector take lines below 1,024 bytes.
    private static let longestText = 4_096
    private static let longestJSON = 65_536

    /// How long a line can be, in bytes.
    var longest: Int { format == .auto || format == .badger ? Self.longestJSON : Self.longestText }

    /// What the line, without its end, says; nothing where it is blank.
    func parse(_ line: ArraySlice<UInt8>) throws(LineFault) -> PluginLine {
        guard let first = line.first(where: { !$0.isBlank }) else { return PluginLine() }
        let looksLikeJSON = first == UInt8(ascii: "[") || first == UInt8(ascii: "{")
        if format == .badger || format == .auto && looksLikeJSON { return try BadgerJSON.parse(line) }
        guard line.count <= Self.longestText else { throw .tooLong }
        return PluginLine(points: [try point(line)])
    }

    private func point(_ line: ArraySlice<UInt8>) throws(LineFault) -> PluginPoint {
        var fields = line.split(whereSeparator: \.isBlank)[...]
        let isPut = fields.first.map { $0.elementsEqual("put".utf8) } ?? false
        guard format != .put || isPut else { throw .noSample }
        if isPut, format != .tcollector { fields.removeFirst() }
        guard let base = fields.popFirst(), let when = fields.popFirst(), let what = fields.popFirst() else {
            throw .noSample
        }
        guard let time = PlainNumber.time(when) else { throw .badTime }
        guard let value = Self.value(what) else { throw .badValue }
        let tags = try tags(fields)
        guard let base = String(validating: base, as: UTF8.self), let name = PluginName.metric(base, tags: tags) else {
            throw .badName
        }
        return PluginPoint(name: name, value: value, time: time)
    }

    /// A number; or, as tcollector has it, `true` for 1 and `false` for 0.
    private static func value(_ field: ArraySlice<UInt8>) -> Double? {
        if field.elementsEqual("true".utf8) { return 1 }
        if field.elementsEqual("false".utf8) { return 0 }
        return PlainNumber.double(field)
    }

    private func tags(_ fields: ArraySlice<ArraySlice<UInt8>>) throws(LineFault) -> [String: String] {
        var tags: [String: String] = [:]
        for field in fields {
            guard let equals = field.firstIndex(of: UInt8(ascii: "=")),
                let key = String(validating: field[..<equals], as: UTF8.self), !key.isEmpty, tags[key] == nil,
                let value = String(validating: field[equals...].dropFirst(), as: UTF8.self), !value.isEmpty
            else { throw .badTag }
            tags[key] = value
        }
        if tags["host"] == host { tags["host"] = nil }
        return tags
    }
}

extension UInt8 {
    /// Whether it separates the fields of a line.
    fileprivate var isBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}
