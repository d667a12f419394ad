/// What a store holds.
struct StorePoints {
    /// Values by series and time.
    private(set) var values: [String: [Int: Double]] = [:]
    /// What came that should not have.
    private(set) var complaint: String?

    /// How many points there are.
    var count: Int { values.values.reduce(0) { $0 + $1.count } }

    /// Stores points; one that is there already has to come with the same value.
    mutating func add(_ points: [(series: String, time: Int, value: Double)]) {
        var last: [String: Int] = [:]
        for point in points {
            if let before = last.updateValue(point.time, forKey: point.series), before >= point.time {
                complaint = "\(point.series): \(point.time) comes after \(before)"
            }
            let former = values[point.series, default: [:]].updateValue(point.value, forKey: point.time)
            if let former, former != point.value {
                complaint = "\(point.series) at \(point.time): \(former), and then \(point.value)"
            }
        }
    }

    /// The points of a body of OpenTSDB's JSON, as Rogue writes it.
    static func json(_ text: String) -> [(series: String, time: Int, value: Double)] {
        text.split(separator: "{\"metric\":\"").compactMap { part in
            guard let name = part.split(separator: "\"").first, let value = field("value", of: part),
                let time = field("timestamp", of: part).flatMap({ Int($0) })
            else { return nil }
            return Double(value).map { (String(name), time, $0) }
        }
    }

    private static func field(_ key: String, of text: Substring) -> Substring? {
        text.firstRange(of: "\"\(key)\":").map { text[$0.upperBound...].prefix { $0 != "," && $0 != "}" } }
    }

    /// The points of whole lines `name value time`.
    static func lines(_ text: String) -> [(series: String, time: Int, value: Double)] {
        let whole = text[..<(text.lastIndex(of: "\n") ?? text.startIndex)]
        return whole.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " ")
            guard parts.count == 3, let value = Double(parts[1]), let time = Int(parts[2]) else { return nil }
            return (String(parts[0]), time, value)
        }
    }
}
