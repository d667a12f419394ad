import Foundation
import Testing

/// A rogue-agent at work that prints its samples.
struct AgentRun {
    let program: Program

    /// One that was started otherwise, with `--print`.
    init(program: Program) {
        self.program = program
    }

    /// Starts it, at an interval of a second if nothing else is said.
    init(_ prefix: String, _ arguments: [String] = [], environment: [String: String] = [:]) throws {
        let interval = arguments.contains { $0.hasPrefix("--interval") } ? [] : ["--interval=1"]
        let all = ["--prefix", prefix, "--print"] + interval + arguments
        program = try Program("rogue-agent", all, environment: environment)
    }

    /// What it has printed.
    var samples: [AgentSample] { AgentSample.all(in: program.outputSoFar) }

    /// The slots in which each of the metrics was printed, in their order.
    func slots(of metrics: [String] = AgentSample.metrics) -> [Int] {
        Dictionary(grouping: samples, by: \.time).filter { slot in
            metrics.allSatisfy { metric in slot.value.contains { $0.metric == metric } }
        }.keys.sorted()
    }

    /// Waits until the metrics were printed in so many slots, and answers the last of these.
    @discardableResult
    func slots(
        _ count: Int,
        of metrics: [String] = AgentSample.metrics,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Int {
        var found: [Int] = []
        try await Patience.until("\(count) slots of \(metrics)", sourceLocation: sourceLocation) {
            found = slots(of: metrics)
            guard program.isRunning || found.count >= count else {
                Issue.record("the agent ended: \(program.errorsSoFar)", sourceLocation: sourceLocation)
                throw CancellationError()
            }
            return found.count >= count
        }
        return found[count - 1]
    }

    /// Waits until a metric was printed for a slot after `time`, and answers that slot.
    @discardableResult
    func slot(
        after time: Int,
        of metrics: [String],
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Int {
        var slot: Int?
        try await Patience.until("a slot after \(time) of \(metrics)", sourceLocation: sourceLocation) {
            slot = slots(of: metrics).first { $0 > time }
            return slot != nil
        }
        return slot ?? 0
    }

    /// Waits until stderr has the text so many times.
    func says(_ text: String, times: Int = 1, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        try await Patience.until("\(times) times on stderr: \(text)", within: 60, sourceLocation: sourceLocation) {
            program.errorsSoFar.ranges(of: text).count >= times
        }
    }

    /// Ends it as a user would; that has to succeed, and soon.
    @discardableResult
    func stop(_ signal: Int32 = SIGTERM, sourceLocation: SourceLocation = #_sourceLocation) async throws
        -> [AgentSample]
    {
        program.signal(signal)
        let result = try await program.end(within: 30, sourceLocation: sourceLocation)
        #expect(result.status == 0 && !result.wasKilled, "\(result.errors)", sourceLocation: sourceLocation)
        return samples
    }
}
