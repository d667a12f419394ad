import Foundation
import RogueTestSupport
import Testing

/// A real server, which a script of Scripts/servers installs, starts and ends.
final class RealServer {
    private let script: String
    private let directory: TemporaryDirectory
    private(set) var ports: [String: Int] = [:]

    /// Installs the server where it is missing, and starts it.
    init(_ name: String) async throws {
        let scripts = ProcessInfo.processInfo.environment["ROGUE_SERVERS"] ?? Program.repository + "/Scripts/servers"
        script = scripts + "/" + name
        directory = try TemporaryDirectory()
        try await call("install", within: 600)
        try await start()
    }

    deinit {
        _ = try? Program.run(script, ["stop", directory.path])
    }

    /// Starts it, again on the ports that it had.
    func start() async throws {
        try await call("start", directory.path)
        try await call("wait", directory.path, "90", within: 120)
        for line in try await call("ports", directory.path).lines {
            let parts = line.split(separator: " ")
            ports[String(parts[0])] = Int(parts[1])
        }
    }

    /// Ends it when it has written everything.
    func stop() async throws {
        try await call("stop", directory.path)
    }

    /// What it holds; `nil` where it contradicts itself.
    func values(_ query: String...) async throws -> SeriesValues? {
        let lines = try await Program(script, ["query", directory.path] + query).end().lines
        return try SeriesValues(
            lines.map { line in
                let parts = line.split(separator: " ")
                try #require(parts.count == 3, "\(line)")
                return (String(parts[0]), try #require(Int(parts[1])), try #require(Double(parts[2])))
            }
        )
    }

    /// What it holds when it has come to hold `expected`, or after a minute: some take in what they were sent a while after
    /// they have answered.
    func values(becoming expected: SeriesValues) async throws -> SeriesValues? {
        var held: SeriesValues?
        _ = try await Patience.holds(within: 60) {
            held = try await values()
            return held == expected
        }
        return held
    }

    @discardableResult
    private func call(_ arguments: String..., within seconds: Int = 120) async throws -> Program.Result {
        let result = try await Program(script, arguments).end(within: seconds)
        try #require(result.status == 0, "\(script) \(arguments): \(result.errors)")
        return result
    }
}
