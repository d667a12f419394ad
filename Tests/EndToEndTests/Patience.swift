import Foundation
import Testing

/// Waiting for something outside of the test, by looking again and again, up to a deadline.
enum Patience {
    /// Returns when `condition` holds; fails the test where it does not come to hold.
    ///
    /// The thread is free meanwhile: the tests share as many threads as there are processors.
    static func until(
        _ what: String,
        within seconds: Int = 120,
        sourceLocation: SourceLocation = #_sourceLocation,
        _ condition: () throws -> Bool
    ) async throws {
        guard try await holds(within: seconds, condition) else {
            Issue.record("in vain for \(seconds) s: \(what)", sourceLocation: sourceLocation)
            throw CancellationError()
        }
    }

    /// Whether `condition` comes to hold.
    static func holds(within seconds: Int, _ condition: () async throws -> Bool) async throws -> Bool {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while try await !condition() {
            guard ContinuousClock.now < deadline else { return false }
            try await Task.sleep(for: .milliseconds(2))
        }
        return true
    }

    /// Returns when the wall clock shows `time`.
    static func until(time: Int) async throws {
        try await until("the time \(time)") { Date().timeIntervalSince1970 >= Double(time) }
    }
}

extension Program {
    /// Waits for its end without holding a thread; kills it, and fails the test, where it does not come.
    func end(within seconds: Int = 120, sourceLocation: SourceLocation = #_sourceLocation) async throws -> Result {
        do {
            try await Patience.until("the end of the program", within: seconds, sourceLocation: sourceLocation) {
                !isRunning
            }
        } catch {
            signal(SIGKILL)
            throw error
        }
        return wait()
    }

    /// Runs a program to its end without holding a thread.
    @discardableResult
    static func runToEnd(
        _ name: String,
        _ arguments: [String],
        environment: [String: String] = [:],
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Result {
        try await Program(name, arguments, environment: environment).end(sourceLocation: sourceLocation)
    }

    /// Runs a line of shell to its end without holding a thread; `$1` and so on are the arguments.
    static func shell(
        _ script: String,
        _ arguments: String...,
        environment: [String: String] = [:],
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Result {
        let all = ["-c", script, "test"] + arguments
        return try await runToEnd("/bin/bash", all, environment: environment, sourceLocation: sourceLocation)
    }
}
