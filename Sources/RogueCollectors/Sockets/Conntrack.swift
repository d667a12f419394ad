import Rogue

/// How full the table of tracked connections is, and what was lost to it, where the kernel tracks connections.
struct Conntrack {
    private let count: OptionalFile
    private let limit: OptionalFile
    private let statistics: OptionalFile
    private let path: String
    private var losses: [CounterSeries]

    private static let entries = Metric.gauge("conntrack.count", "Connections that are tracked.")
    private static let most = Metric.gauge("conntrack.max", "Connections that can be tracked.")
    /// More than 100 after the limit was lowered.
    private static let percent = Metric.gauge(
        "conntrack.percent",
        "Used share of the table of tracked connections.",
        unit: "percent"
    )
    /// The names in the heading of /proc/net/stat/nf_conntrack.
    private static let lossKeys = ["insert_failed", "drop", "early_drop"].map { Array($0.utf8) }

    init(_ machine: Machine) {
        count = OptionalFile(machine.proc + "/sys/net/netfilter/nf_conntrack_count")
        limit = OptionalFile(machine.proc + "/sys/net/netfilter/nf_conntrack_max")
        path = machine.proc + "/net/stat/nf_conntrack"
        statistics = OptionalFile(path)
        losses = [
            ("insert_failed", "Connections that could not be entered."),
            ("drop", "Packets dropped: the table was full."),
            ("early_drop", "Connections forgotten to make room."),
        ].map { CounterSeries(.counter("conntrack." + $0, $1)) }
    }

    /// Appends how full the table is.
    mutating func readSize(into readings: inout [Reading]) throws(ProcError) {
        guard let count = try count.number(), let limit = try limit.number() else { return }
        readings.append(Reading(Self.entries, Double(count)))
        readings.append(Reading(Self.most, Double(limit)))
        if limit > 0 { readings.append(Reading(Self.percent, Double(count) / Double(limit) * 100)) }
    }

    /// Appends what was lost: a heading, and a line of hexadecimal numbers for each processor that there may be.
    mutating func readLosses(into readings: inout [Reading]) throws(ProcError) {
        let sums = try statistics.read { [path] text throws(ProcError) in
            guard let sums = Self.sums(&text) else {
                throw ProcError(path, "no heading with lines of numbers below it")
            }
            return sums
        }
        guard let sums else { return }
        for index in losses.indices where sums.found[index] {
            losses[index].append(sums.values[index], to: &readings)
        }
    }

    /// What the processors have counted together, by the places of ``lossKeys``.
    private struct Sums {
        var values = InlineArray<3, UInt64>(repeating: 0)
        var found = InlineArray<3, Bool>(repeating: false)
    }

    /// The place that each column of the heading has among the ``lossKeys``; Linux 6.18 has 17.
    private typealias Columns = InlineArray<64, Int?>

    private static func sums(_ text: inout ByteScanner) -> Sums? {
        guard let heading = text.line() else { return nil }
        var (columns, count, sums) = (Columns(repeating: nil), 0, Sums())
        var names = ByteScanner(heading)
        while let name = names.word() {
            guard count < columns.count else { return nil }
            for index in lossKeys.indices where name.equals(lossKeys[index]) {
                columns[count] = index
                sums.found[index] = true
            }
            count += 1
        }
        while !text.isAtEnd {
            guard let line = text.line() else { return nil }
            var numbers = ByteScanner(line)
            for column in 0..<count {
                guard let number = numbers.hexadecimal() else { return nil }
                if let index = columns[column] { sums.values[index] &+= number }
            }
        }
        return sums
    }
}
