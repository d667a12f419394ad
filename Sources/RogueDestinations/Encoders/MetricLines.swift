import Rogue

/// Samples as lines of three fields, `name value timestamp`: carbon's plaintext protocol, and Grok's.
enum MetricLines {
    /// The lines of the samples whose value is a number, each field `name` written by `appendName`.
    static func encode(
        _ samples: ArraySlice<Sample>,
        appendName: (MetricName, inout [UInt8]) -> Void
    ) -> [UInt8] {
        var lines: [UInt8] = []
        lines.reserveCapacity(samples.count * 64)
        for sample in samples where sample.value.isFinite {
            appendName(sample.metric, &lines)
            lines.append(UInt8(ascii: " "))
            lines += sample.value.description.utf8
            lines.append(UInt8(ascii: " "))
            lines += sample.time.description.utf8
            lines.append(UInt8(ascii: "\n"))
        }
        return lines
    }
}

extension [UInt8] {
    /// Appends `text` as part of one field: whatever a reader may take for white space, and whatever is in `others`,
    /// becomes `_`.
    ///
    /// carbon splits lines the way Python's `str.split` does: also at no-break spaces and line separators.
    mutating func append(field text: some StringProtocol, without others: String = "") {
        let isPlain = text.utf8.allSatisfy { byte in
            (0x21...0x7e).contains(byte) && !others.utf8.contains(byte)
        }
        guard !isPlain else {
            self += text.utf8
            return
        }
        for scalar in text.unicodeScalars {
            let isForbidden =
                scalar.isControl || scalar.properties.isWhitespace || others.unicodeScalars.contains(scalar)
            self += UTF8.encode(isForbidden ? "_" : scalar) ?? UTF8.encodedReplacementCharacter
        }
    }
}
