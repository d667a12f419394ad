/// Stat Badger's emitters as destinations.
enum BadgerEmitters {
    /// The lines of the destination that stands for an emitter, or `nil` where there is none.
    static func lines(_ emitter: BadgerItem) -> [String]? {
        guard let url = url(emitter) else { return nil }
        var lines = ["name: " + YAMLText.scalar(emitter.name), "url: " + YAMLText.scalar(url)]
        if emitter.interval > 1 { lines.append("interval: \(Interval(seconds: emitter.interval))") }
        let excluded = emitter.excluded
        if !excluded.isEmpty { lines.append("exclude: " + YAMLText.list(excluded)) }
        return zip(["  - "] + Array(repeating: "    ", count: lines.count), lines).map { $0 + $1 }
    }

    private static func url(_ emitter: BadgerItem) -> String? {
        let host = emitter.text("host") ?? "127.0.0.1"
        switch emitter.name {
        case "graphite_emitter":
            return "graphite://\(host):\(emitter.text("port") ?? "2004")?protocol=pickle"
        case "influxdb08_emitter":
            let secret = emitter.text("pass", "password").map { ":" + PercentEncoding.encoded($0) } ?? ""
            let user = emitter.text("user", "username").map { PercentEncoding.encoded($0) + secret + "@" } ?? ""
            let database = PercentEncoding.encoded(emitter.text("database", "db") ?? "system_stats")
            return "influxdb://\(user)\(host):\(emitter.text("port") ?? "8086")?api=0.8&db=\(database)"
        case "kafka082_emitter":
            let brokers = emitter.texts("brokers").joined(separator: ",")
            let topic = PercentEncoding.encoded(emitter.text("topic") ?? "stat-badger-3")
            return "kafka://\(brokers.isEmpty ? host : brokers)/\(topic)?format=badger" + compression(emitter)
        case "stdout", "stdout_pretty":
            return "stdout:"
        default:
            return nil
        }
    }

    /// Badger says `speedy` for snappy.
    private static func compression(_ emitter: BadgerItem) -> String {
        switch emitter.text("codec") {
        case "gzip": "&compression=gzip"
        case "speedy", "snappy": "&compression=snappy"
        default: ""
        }
    }
}
