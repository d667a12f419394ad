/// Names that Prometheus takes: letters, digits and `_`, no digit at the start; in those of metrics `:`, too.
enum PrometheusName {
    /// The name of a metric: its dots are `_`, as everywhere in Prometheus; other characters are `_`, too, and a hash of
    /// the whole name follows.
    static func metric(_ name: String) -> String {
        let dotless = String(
            decoding: name.utf8.map { $0 == UInt8(ascii: ".") ? UInt8(ascii: "_") : $0 },
            as: UTF8.self
        )
        return isGood(dotless, orColon: true) ? dotless : replaced(dotless) + "_" + StableHash.digits(name)
    }

    /// The key of a label: what it cannot have is `_`, and a hash of the whole key follows.
    ///
    /// Keys that start with `__` are Prometheus' own.
    static func label(_ key: String) -> String {
        guard !isGood(key, orColon: false) || key.hasPrefix("__") else { return key }
        return "tag_" + replaced(key) + "_" + StableHash.digits(key)
    }

    private static func replaced(_ text: String) -> String {
        let good = text.utf8.map { isGood($0) ? $0 : UInt8(ascii: "_") }
        let start = good.first.map(isDigit) == true ? "_" : ""
        return start + String(decoding: good, as: UTF8.self)
    }

    private static func isGood(_ text: String, orColon: Bool) -> Bool {
        guard let first = text.utf8.first, !isDigit(first) else { return false }
        return text.utf8.allSatisfy { isGood($0) || orColon && $0 == UInt8(ascii: ":") }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isGood(_ byte: UInt8) -> Bool {
        switch Unicode.Scalar(byte) {
        case "a"..."z", "A"..."Z", "0"..."9", "_": true
        default: false
        }
    }
}
