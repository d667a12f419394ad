import Foundation
import Rogue
import RogueTestSupport
import Testing

@testable import RogueCollectors

/// Plug-ins that print more than anybody can want.
@Suite(.serialized, .timeLimit(.minutes(2))) struct ExecFloodTests {
    /// Resident memory of this process, in bytes.
    private var memory: Int {
        let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ")
        return (pages?.dropFirst().first.flatMap { Int($0) } ?? 0) * 4_096
    }

    @Test(arguments: [
        "exec yes", "exec yes \"a $(date +%s) 1\"", "exec cat /dev/zero", "exec yes '[{\"a\":{\"value\":1}}]'",
        "exec yes >&2",
    ])
    func ticksAndMemoryAreWhatTheyWere(script: String) async throws {
        let plugin = try PluginAtWork(script: script)
        #expect(try await plugin.holds { $0.log.has("it has to wait") })
        let before = memory
        #expect(try await !plugin.holds(within: 2) { _ in false })
        let growth = memory - before
        print("\(script): \(growth >> 10) KiB more, longest collect \(plugin.longestCollect)")
        #expect(growth < 20 << 20)
        #expect(plugin.longestCollect < .milliseconds(500))
        #expect(Set(plugin.log.all).count <= 12 && plugin.log.count("has to wait") == 1)
        plugin.end()
    }

    @Test func moreMetricsThanMayBeAreRefusedAndCounted() async throws {
        let script = "t=$(date +%s); n=0; while [ $n -lt 500 ]; do n=$((n+1)); echo a $t $n n=$n; done; sleep 1000"
        let plugin = try PluginAtWork(script: script, "interval: 0, max_series: 100")
        #expect(try await plugin.holds { $0.count("exec.refused") == 400 })
        #expect(plugin.names == Set((1...100).map { "a;n=\($0)" }) && plugin.count("exec.lines") == 500)
        #expect(plugin.log.all.count == 1 && plugin.log.has("as many as max_series says: a;n="))
    }

    @Test func stderrIsLimited() async throws {
        let script = "n=0; while [ $n -lt 50 ]; do n=$((n+1)); echo oh $n >&2; done; echo a $(date +%s) 1; sleep 1000"
        let plugin = try PluginAtWork(script: script)
        #expect(try await plugin.holds { $0.names == ["a"] && $0.log.all.count >= 10 })
        #expect(plugin.log.all.prefix(2).last?.hasSuffix("/bin/sh says: oh 2") == true)
        #expect(try await !plugin.holds(within: 1) { $0.log.all.count > 10 })
    }

    @Test func aLineOfFourKibibytesIsTheLongest() async throws {
        let script = """
            t=$(date +%s); printf "a $t 1%4000s\\n" ""; printf "b $t 1%4100s\\n" ""; printf "c $t 1%70000s\\n" ""
            echo d $t 1; sleep 1000
            """
        let plugin = try PluginAtWork(script: script)
        #expect(try await plugin.holds { $0.names.contains("d") })
        #expect(plugin.names == ["a", "d"] && plugin.count("exec.refused") == 2 && plugin.log.count("too long") == 1)
    }
}
