import Foundation
import RogueTestSupport
import Testing

@testable import RogueCollectors

/// The four examples of metriccounter, as Python scripts that know nothing of Rogue.
@Suite(.timeLimit(.minutes(2)), .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")))
struct MetricCounterTests {
    private func plugin(_ script: String, _ argument: String = "") throws -> PluginAtWork {
        let folder = try #require(Bundle.module.resourceURL).appending(path: "Fixtures/exec").path
        return try PluginAtWork("command: [\(folder)/\(script)\(argument)], interval: 0")
    }

    @Test func processesAreCounted() async throws {
        let plugin = try plugin("numprocesses.py")
        #expect(try await plugin.holds { $0.names.count == 7 })
        #expect(plugin.names.contains("proc.num_processes;state=sleeping"))
        #expect(try #require(plugin.values("proc.num_processes;state=sleeping").last) >= 1)
        #expect(plugin.count("exec.lines") == 7 * 15 && plugin.log.all == [])
    }

    @Test func columnsOfSar() async throws {
        let plugin = try plugin("sarcpu.py", ", /bin/sh, FOLDER/sar")
        try plugin.folder.write(
            Array("while :; do echo '12:00:01 all 1.50 0.00 2.50 0.25 0.00 95.75'; sleep 0.2; done\n".utf8),
            to: "sar"
        )
        #expect(try await plugin.holds { $0.values("sar.cpu.util;type=idle").contains(95.75) })
        #expect(plugin.names.count == 6 && plugin.values("sar.cpu.util;type=user").last == 1.5)
    }

    @Test func uptimeOfTwoMinutesAgo() async throws {
        let plugin = try plugin("uptime.py")
        #expect(try await plugin.holds { $0.names == ["proc.uptime.since_boot", "proc.uptime.idle"] })
        #expect(try #require(plugin.values("proc.uptime.since_boot").last) > 0 && plugin.log.all == [])
    }

    @Test func failuresOfAuthentication() async throws {
        let plugin = try plugin("authfailures.py", ", FOLDER/auth.log")
        try plugin.folder.write(Array("before: authentication failure\n".utf8), to: "auth.log")
        #expect(try await plugin.holds { $0.names == ["auth.failures"] })
        #expect(plugin.values("auth.failures").last == 0 && plugin.count("exec.lines") == 10)
    }
}
