import Foundation
import Testing

/// rogue-forward, to be run on a prefix of a test's own.
struct Forward {
    let prefix: String
    var environment: [String: String] = [:]

    /// What the environment of a test must not decide.
    private static let neutral = [
        "GROK_API_KEY": "", "NO_PROXY": "127.0.0.1,localhost", "no_proxy": "127.0.0.1,localhost", "TZ": "UTC",
    ]

    /// Starts a run for the servers.
    func start(_ servers: [String], _ arguments: [String] = []) throws -> Program {
        let servers = servers.flatMap { ["--server", $0] }
        let environment = Self.neutral.merging(environment) { $1 }
        return try Program("rogue-forward", ["--prefix", prefix] + servers + arguments, environment: environment)
    }

    /// Runs it to its end.
    func run(_ servers: String..., with arguments: [String] = []) async throws -> Program.Result {
        try await start(servers, arguments).end()
    }
}

extension Program.Result {
    /// Whether it ended by itself with this status, and said nothing.
    func isSilent(_ expected: Int32 = 0) -> Bool {
        !wasKilled && status == expected && output.isEmpty && errors.isEmpty
    }

    /// Whether it ended by itself with this status, and with one line on stderr that has all of these words.
    func complains(_ expected: Int32, _ words: String...) -> Bool {
        !wasKilled && status == expected && output.isEmpty && errorLines.count == 1
            && errors.hasPrefix("rogue-forward: ") && words.allSatisfy(errors.contains)
    }
}
