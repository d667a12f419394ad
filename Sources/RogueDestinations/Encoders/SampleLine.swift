import Glibc
import Rogue

/// A metric's lines in some format: all of them but value and time.
struct SampleLine {
    private let head: [UInt8]
    private let middle: [UInt8]
    private let tail: [UInt8]
    private let order: Order

    private enum Order {
        case timeThenValue
        case valueThenTime
        /// The time as ISO 8601 has it.
        case valueThenDate
    }

    /// What tells a metric's lines from those of others.
    var identity: [UInt8] { head + tail }

    /// The lines of the samples whose value is a number; `line` is asked once for each run of samples of one metric.
    static func records(_ samples: ArraySlice<Sample>, line: (MetricName) -> SampleLine) -> SampleRecords {
        var records = SampleRecords()
        records.bytes.reserveCapacity(samples.count * 80)
        var known: (metric: MetricName, line: SampleLine)?
        for sample in samples where sample.value.isFinite {
            if known?.metric != sample.metric { known = (sample.metric, line(sample.metric)) }
            known?.line.append(sample, to: &records.bytes)
            records.end()
        }
        return records
    }

    private func append(_ sample: Sample, to bytes: inout [UInt8]) {
        bytes += head
        if order == .timeThenValue {
            bytes += sample.time.description.utf8
        } else {
            bytes += sample.value.description.utf8
        }
        bytes += middle
        switch order {
        case .timeThenValue: bytes += sample.value.description.utf8
        case .valueThenTime: bytes += sample.time.description.utf8
        case .valueThenDate: bytes += Self.date(sample.time).utf8
        }
        bytes += tail
    }

    /// `2026-11-21T09:37:10Z`.
    private static func date(_ time: Timestamp) -> String {
        var seconds = time_t(time.seconds)
        var parts = tm()
        var text = [CChar](repeating: 0, count: 40)
        gmtime_r(&seconds, &parts)
        let count = strftime(&text, text.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
        return String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

extension SampleLine {
    /// A pair of a key and its value.
    typealias Tag = (key: String, value: String)

    /// `name,value,time`.
    static func csv(_ metric: MetricName) -> SampleLine {
        let head = CSVField.quoted(metric.description) + ","
        return SampleLine(head: [UInt8](head.utf8), middle: [UInt8](",".utf8), tail: [13, 10], order: .valueThenTime)
    }

    /// `put name time value key=value …`, or the same with another command.
    static func put(_ command: String, _ metric: MetricName, _ tags: [Tag]) -> SampleLine {
        let head = command + PlainName.of(metric.base) + " "
        let pairs = tags.map { " " + PlainName.of($0.key) + "=" + PlainName.of($0.value) }
        return SampleLine(
            head: [UInt8](head.utf8),
            middle: [UInt8](" ".utf8),
            tail: [UInt8]((pairs.joined() + "\n").utf8),
            order: .timeThenValue
        )
    }

    /// `name,key=value… value=value nanoseconds`; what has a meaning there has a `\` before it, and what cannot be said
    /// with one is percent-encoded, and `%` with it.
    static func influx(_ metric: MetricName, _ tags: [Tag]) -> SampleLine {
        var head: [UInt8] = []
        // A line that starts with `#` is a comment.
        head.append(influx: metric.base, meaningful: ", ", escapesFirst: metric.base.hasPrefix("#"))
        for tag in tags {
            head.append(UInt8(ascii: ","))
            head.append(influx: tag.key, meaningful: ",= ", escapesFirst: influxReserved.contains(tag.key))
            head.append(UInt8(ascii: "="))
            head.append(influx: tag.value, meaningful: ",= ")
        }
        head += " value=".utf8
        let tail = [UInt8]("000000000\n".utf8)
        return SampleLine(head: head, middle: [UInt8](" ".utf8), tail: tail, order: .valueThenTime)
    }

    /// `{"metric":"name","value":1.5,"timestamp":1795219680,"tags":{"key":"value"}},`.
    static func object(_ name: String, _ tags: [Tag]) -> SampleLine {
        var json = JSONWriter(.compact)
        json.begin("{")
        json.append("metric", text: name)
        let head = json.bytes + [UInt8](",\"value\":".utf8)
        var tail = JSONWriter(.compact)
        tail.begin("{")
        for tag in tags { tail.append(tag.key, text: tag.value) }
        tail.end("}")
        return SampleLine(
            head: head,
            middle: [UInt8](",\"timestamp\":".utf8),
            tail: [UInt8](",\"tags\":".utf8) + tail.bytes + [UInt8]("},".utf8),
            order: .valueThenTime
        )
    }

    /// `{"metric":"name","key":"value",…,"value":1.5,"timestamp":"2026-11-21T09:37:10Z"}`.
    static func flat(_ metric: MetricName, _ tags: [Tag]) -> SampleLine {
        var json = JSONWriter(.compact)
        json.begin("{")
        json.append("metric", text: metric.base)
        for tag in tags {
            // These keys are the line's own.
            let isTaken = ["metric", "value", "timestamp"].contains(tag.key)
            json.append(isTaken ? "tag_" + tag.key : tag.key, text: tag.value)
        }
        return SampleLine(
            head: json.bytes + [UInt8](",\"value\":".utf8),
            middle: [UInt8](",\"timestamp\":\"".utf8),
            tail: [UInt8]("\"}\n".utf8),
            order: .valueThenDate
        )
    }
}

/// The keys that InfluxDB takes for no tag.
private let influxReserved: Set = ["time", "_field", "_measurement"]

extension [UInt8] {
    fileprivate mutating func append(influx text: String, meaningful: String, escapesFirst: Bool = false) {
        for (index, scalar) in text.unicodeScalars.enumerated() {
            if escapesFirst && index == 0 {
                append(escaping: String(scalar), without: String(scalar))
            } else if scalar == "%" || scalar == "\\" || scalar.isControl {
                append(escaping: String(scalar), without: "\\")
            } else {
                if meaningful.unicodeScalars.contains(scalar) { append(UInt8(ascii: "\\")) }
                self += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            }
        }
    }
}
