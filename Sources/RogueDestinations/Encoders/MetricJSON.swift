import Rogue

/// Samples as a JSON array, exactly the body of OpenTSDB's `/api/put`.
///
/// `[{"metric":"CPUPercent","value":17.5,"timestamp":1795219680,"tags":{"host":"h"}}]`
struct MetricJSON {
    let source: SampleSource

    /// The samples whose value is a number, as JSON knows no other; nothing at all where there is none.
    func encode(_ samples: ArraySlice<Sample>) -> [UInt8] {
        var json: [UInt8] = []
        json.reserveCapacity(samples.count * 128)
        var known: (metric: MetricName, head: [UInt8], tail: [UInt8])?
        for sample in samples where sample.value.isFinite {
            if known?.metric != sample.metric { known = (sample.metric, head(sample.metric), tail(sample.metric)) }
            json.append(json.isEmpty ? UInt8(ascii: "[") : UInt8(ascii: ","))
            json += known?.head ?? []
            json += sample.value.description.utf8
            json += ",\"timestamp\":".utf8
            json += sample.time.description.utf8
            json += known?.tail ?? []
        }
        if !json.isEmpty { json.append(UInt8(ascii: "]")) }
        return json
    }

    /// What is before the value, the same for all samples of a metric.
    private func head(_ metric: MetricName) -> [UInt8] {
        var json = Array("{\"metric\":".utf8)
        json.append(quoting: metric.base)
        json += ",\"value\":".utf8
        return json
    }

    /// What is behind the timestamp; of the tags, the host comes first.
    private func tail(_ metric: MetricName) -> [UInt8] {
        var json = Array(",\"tags\":{".utf8)
        var isFirst = true
        let labels = source.tags(of: metric)
        let ordered = labels.filter { $0.key == "host" } + labels.filter { $0.key != "host" }
        for label in ordered { append(label.key, label.value, isFirst: &isFirst, to: &json) }
        json += "}}".utf8
        return json
    }

    private func append(_ key: String, _ value: String, isFirst: inout Bool, to json: inout [UInt8]) {
        if !isFirst { json.append(UInt8(ascii: ",")) }
        isFirst = false
        json.append(quoting: key)
        json.append(UInt8(ascii: ":"))
        json.append(quoting: value)
    }
}

extension [UInt8] {
    /// Appends `text` as a JSON string: RFC 8259, section 7.
    fileprivate mutating func append(quoting text: String) {
        append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                append(UInt8(ascii: "\\"))
                append(byte)
            case 0..<0x20:
                self += "\\u00".utf8
                append(hexadecimal: byte >> 4)
                append(hexadecimal: byte & 15)
            default:
                append(byte)
            }
        }
        append(UInt8(ascii: "\""))
    }

    private mutating func append(hexadecimal digit: UInt8) {
        append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
}
