import Foundation
import Rogue
import RogueTestSupport

@testable import RogueCollectors

/// A plug-in that runs programs of a temporary folder, and what came of it.
final class PluginAtWork {
    let folder: TemporaryDirectory
    let log = LineRecorder()
    private var exec: Exec?
    private(set) var readings: [Reading] = []
    /// The longest that a tick had to wait.
    private(set) var longestCollect = Duration.zero

    /// The limits of the product, but for pauses that a test can wait for.
    static var limits: ExecLimits {
        var limits = ExecLimits()
        (limits.shortestPause, limits.longestPause) = (0.05, 0.2)
        (limits.grace, limits.lastGrace, limits.rescan) = (0.3, 0.3, 0.1)
        return limits
    }

    /// Runs `script` in a shell, or what `item`, a YAML flow mapping's inside, says instead; `FOLDER` is the folder.
    init(
        script: String? = nil,
        _ item: String = "interval: 0",
        folder: TemporaryDirectory? = nil,
        limits: ExecLimits = PluginAtWork.limits
    ) throws {
        self.folder = try folder ?? TemporaryDirectory()
        var command = ""
        if let script {
            try self.folder.write(Array(script.utf8), to: "script")
            command = "command: [/bin/sh, FOLDER/script, FOLDER], "
        }
        let text = "collectors: {exec: [{name: p, \(command)\(item)}]}"
            .replacingOccurrences(of: "FOLDER", with: self.folder.path)
        try self.folder.write(Array(text.utf8), to: "rogue.yaml")
        let configuration = try Configuration.load(
            self.folder.file("rogue.yaml"),
            environment: { _ in nil },
            vocabulary: Vocabulary()
        )
        exec = try Exec(configuration.exec[0], interval: Interval(seconds: 60), limits: limits, log: log.write)
    }

    /// What the agent does at a tick.
    func collect() throws {
        let start = ContinuousClock.now
        var new: [Reading] = []
        try exec?.collect(into: &new)
        longestCollect = max(longestCollect, ContinuousClock.now - start)
        readings += new
    }

    /// Ends the plug-in, and with it its programs.
    func end() { exec = nil }

    /// Collects until `condition` holds; whether it did within `seconds`.
    func holds(within seconds: Double = 20, _ condition: (PluginAtWork) throws -> Bool) async throws -> Bool {
        let deadline = ContinuousClock.now + .seconds(seconds)
        repeat {
            try collect()
            if try condition(self) { return true }
            try await Task.sleep(for: .milliseconds(5))
        } while ContinuousClock.now < deadline
        return false
    }

    /// The values of a metric, in the order in which they came.
    func values(_ name: String) -> [Double] {
        readings.filter { $0.metric.name.description == name }.compactMap {
            if case .gauge(let value) = $0.value { value } else { nil }
        }
    }

    /// The metrics of the programs.
    var names: Set<String> {
        Set(readings.map(\.metric.name.description)).subtracting(["exec.lines;plugin=p", "exec.refused;plugin=p"])
    }

    /// What was counted last.
    func count(_ name: String) -> UInt64 {
        let last = readings.last { $0.metric.name.description == name + ";plugin=p" }
        if case .counter(let value) = last?.value { return value }
        return 0
    }

    /// The number in a file of the folder; `nil` until there is one, with its line's end.
    func number(_ file: String) -> Int? {
        guard let text = try? folder.text(file), text.hasSuffix("\n") else { return nil }
        return text.split(separator: "\n").last.flatMap { Int($0) }
    }

    /// How many lines a file of the folder has.
    func lines(_ file: String) -> Int {
        (try? folder.text(file))?.split(separator: "\n").count ?? 0
    }

    /// Whether a process runs: neither gone nor a zombie.
    static func runs(_ pid: Int) -> Bool {
        guard let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return false }
        return status[(status.lastIndex(of: ")") ?? status.startIndex)...].dropFirst(2).first != "Z"
    }
}
