/// A value of JSON, on one line.
enum JSONValue {
    case number(Int)
    case decimal(Double)
    case flag(Bool)
    case text(String)
    case list([JSONValue])
    case object([(String, JSONValue)])
    case null

    /// As RFC 8259 has it.
    var line: String {
        switch self {
        case .number(let value): "\(value)"
        case .decimal(let value): value.isFinite ? "\(value)" : "null"
        case .flag(let value): "\(value)"
        case .text(let value): Self.quoted(value)
        case .list(let values): "[" + values.map(\.line).joined(separator: ", ") + "]"
        case .object(let members):
            "{" + members.map { Self.quoted($0.0) + ": " + $0.1.line }.joined(separator: ", ") + "}"
        case .null: "null"
        }
    }

    /// A list with each of its values on a line of its own.
    static func lines(_ values: [JSONValue]) -> String {
        values.isEmpty ? "[]\n" : "[\n" + values.map { "  " + $0.line }.joined(separator: ",\n") + "\n]\n"
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\" + String(scalar)
            case "\u{0}"..."\u{1f}":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
