import Foundation
import Rogue
import RoundRobin
import Testing

/// What the history below a prefix has to be, by what the agent printed when it stored it.
///
/// A gauge's slot holds what was printed for it, else it is unknown. A counter's slot holds the rate between the samples
/// around it where these are at most a heartbeat apart, else it is unknown; so is its first.
struct AgentHistory {
    let prefix: String
    let samples: [AgentSample]
    var step = 1
    var heartbeat = 600

    /// The rows of a metric from its first sample to its last; NaN where one is unknown.
    func expected(_ metric: String) -> [Int: Double] {
        let samples = samples.filter { $0.metric == metric }
        guard let first = samples.first else { return [:] }
        let isGauge = AgentSample.gauges.contains(metric)
        var rows = [first.time: isGauge ? first.value : .nan]
        for (last, next) in zip(samples, samples.dropFirst()) {
            let time = next.time - last.time
            let rate = (next.value - last.value) / Double(time)
            let filling = isGauge || time > heartbeat || rate < 0 ? .nan : rate
            for slot in stride(from: last.time + step, through: next.time, by: step) { rows[slot] = filling }
            if isGauge { rows[next.time] = next.value }
        }
        return rows
    }

    /// The rows of a file after `start`, up to and with `end`, read with librrd itself.
    static func rows(_ path: String, after start: Int, through end: Int) throws -> [Int: Double] {
        let rows = try RoundRobinFile(path: path).fetch(after: start, through: end)
        return Dictionary(
            uniqueKeysWithValues: rows.values.enumerated().map { (rows.start + $0.offset * rows.step, $0.element) }
        )
    }

    /// Where the files are not what they have to be: metric, slot, expected, found.
    func mismatches(_ metrics: [String] = AgentSample.metrics, tolerance: Double = 1e-15) throws -> [String] {
        var all: [String] = []
        for metric in metrics {
            let expected = expected(metric)
            guard let first = expected.keys.min(), let last = expected.keys.max() else {
                all.append("\(metric) was never printed")
                continue
            }
            let found = try Self.rows("\(prefix)/\(metric).rrd", after: first - step, through: last)
            all += Self.mismatches(metric, expected, found, tolerance)
        }
        return all
    }

    static func mismatches(
        _ metric: String,
        _ expected: [Int: Double],
        _ found: [Int: Double],
        _ tolerance: Double
    ) -> [String] {
        Set(expected.keys).union(found.keys).sorted().compactMap { slot in
            guard let wanted = expected[slot], let value = found[slot] else {
                return "\(metric) \(slot): \(expected[slot], default: "no row"), found \(found[slot], default: "none")"
            }
            if wanted.isNaN, value.isNaN { return nil }
            return abs(wanted - value) <= tolerance * abs(wanted) ? nil : "\(metric) \(slot): \(wanted), found \(value)"
        }
    }
}

/// The real `rrdtool`.
enum Rrdtool {
    /// Runs it; answers its stdout.
    @discardableResult
    static func run(_ arguments: String...) async throws -> String {
        let result = try await Program.runToEnd("/usr/bin/rrdtool", arguments, environment: ["LC_ALL": "C"])
        guard result.status == 0 else { throw Failure(description: "rrdtool \(arguments): \(result.errors)") }
        return result.output
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// The rows after `start`, up to and with `end`, as it prints them: `%0.10e`.
    static func fetch(_ path: String, after start: Int, through end: Int) async throws -> [Int: Double] {
        let text = try await run("fetch", path, "AVERAGE", "--start", "\(start)", "--end", "\(end)")
        var rows: [Int: Double] = [:]
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: ":")
            guard fields.count == 2, let time = Int(fields[0]), time <= end else { continue }
            rows[time] = Double(fields[1].trimmingCharacters(in: .whitespaces).replacing("-nan", with: "nan"))
        }
        return rows
    }
}
