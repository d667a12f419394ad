import Rogue

/// The numbers of /proc/net/sockstat and sockstat6: lines such as `TCP: inuse 5 orphan 0 tw 2 alloc 7 mem 3`.
struct SocketUsage {
    private typealias Field = (name: [UInt8], factor: Double, metric: Metric)

    private let lines: [(name: [UInt8], fields: [Field])]

    private static let protocols = ["TCP", "UDP", "UDPLITE", "RAW", "FRAG"]
    private static let used = Metric.gauge("sockets.used", "Sockets of every kind.")

    /// Of sockstat, or with the suffix 6 of sockstat6: what one file tells of is none of the other's.
    init(suffix: String = "") {
        let used: [Field] = [(Array("used".utf8), 1, Self.used)]
        lines =
            (suffix.isEmpty ? [(Array("sockets:".utf8), used)] : [])
            + Self.protocols.map { $0 + suffix }.map { (Array("\($0):".utf8), Self.fields($0.lowercased())) }
    }

    private static func fields(_ tag: String) -> [Field] {
        func field(_ key: String, _ name: String, _ factor: Double, _ summary: String) -> Field {
            let unit = name == "mem" ? "bytes" : "1"
            return (
                Array(key.utf8), factor,
                .gauge("sockets." + name, summary, unit: unit, tags: ["protocol": tag])
            )
        }
        return [
            field("inuse", "inuse", 1, "Sockets in use."),
            field("orphan", "orphan", 1, "Sockets that no process has any more."),
            field("tw", "tw", 1, "Sockets in TIME_WAIT."),
            field("alloc", "alloc", 1, "Sockets that take memory, in use or not."),
            field("mem", "mem", PageSize.bytes, "Memory of the buffers, in whole pages."),
            field("memory", "mem", 1, "Memory of fragments that wait for the rest."),
        ]
    }

    /// Appends what the lines say; `false` where one is cut, or says something twice.
    func append(_ text: inout ByteScanner, to readings: inout [Reading]) -> Bool {
        let start = readings.count
        while !text.isAtEnd {
            guard let line = text.line() else { return false }
            var words = ByteScanner(line)
            guard let name = words.word() else { return false }
            let fields = lines.first { name.equals($0.name) }?.fields ?? []
            while let key = words.word() {
                guard let value = words.number() else { return false }
                guard let field = fields.first(where: { key.equals($0.name) }) else { continue }
                guard !readings[start...].contains(where: { $0.metric.name == field.metric.name }) else { return false }
                readings.append(Reading(field.metric, Double(value) * field.factor))
            }
        }
        return true
    }
}
