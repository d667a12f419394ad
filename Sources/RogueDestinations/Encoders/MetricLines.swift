import Rogue

/// Samples as lines of three fields, `name value timestamp`: carbon's plaintext protocol, and Grok's.
enum MetricLines {
    /// The lines of the samples whose value is a number.
    ///
    /// `name` is asked once for each run of samples of one metric.
    static func encode(_ samples: ArraySlice<Sample>, name: (MetricName) -> [UInt8]) -> [UInt8] {
        var lines: [UInt8] = []
        lines.reserveCapacity(samples.count * 64)
        var known: (metric: MetricName, name: [UInt8])?
        for sample in samples where sample.value.isFinite {
            if known?.metric != sample.metric { known = (sample.metric, name(sample.metric)) }
            lines += known?.name ?? []
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
    /// Appends what all metrics of a destination have in common as part of one field: whatever a reader may take for
    /// white space, and whatever is in `others`, becomes `_`.
    ///
    /// carbon splits lines the way Python's `str.split` does: also at no-break spaces and line separators.
    mutating func append(field text: some StringProtocol, without others: String = "") {
        for scalar in text.unicodeScalars {
            let isForbidden = scalar.endsField || others.unicodeScalars.contains(scalar)
            self += UTF8.encode(isForbidden ? "_" : scalar) ?? UTF8.encodedReplacementCharacter
        }
    }

    /// Appends what tells one metric from another as part of one field: `%`, whatever a reader may take for white space,
    /// and whatever is in `others` is percent-encoded, so that no two texts become one.
    ///
    /// Text that has such escapes already `keepsPercent`.
    mutating func append(escaping text: some StringProtocol, without others: String = "", keepsPercent: Bool = false) {
        let digits = [UInt8]("0123456789ABCDEF".utf8)
        for scalar in text.unicodeScalars {
            let bytes = UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            guard scalar == "%" && !keepsPercent || scalar.endsField || others.unicodeScalars.contains(scalar) else {
                self += bytes
                continue
            }
            for byte in bytes { self += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
        }
    }
}

extension Unicode.Scalar {
    /// Whether some reader of lines takes it for the end of a field.
    fileprivate var endsField: Bool { isControl || properties.isWhitespace }
}
