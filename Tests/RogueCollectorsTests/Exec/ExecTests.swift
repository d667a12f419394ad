import Foundation
import Rogue
import RogueTestSupport
import Testing

@testable import RogueCollectors

/// Plug-ins with real programs.
@Suite(.timeLimit(.minutes(2))) struct ExecTests {
    @Test func aProgramThatRunsOn() async throws {
        let plugin = try PluginAtWork(
            script: """
                n=0
                while :; do n=$((n+1)); echo "a.b $(date +%s) $n x=y"; echo "put c $(date +%s) $n"; \
                echo '[{"d":{"value":1,"units":"B"}}]'; sleep 0.02; done
                """
        )
        #expect(try await plugin.holds { $0.values("a.b;x=y").count >= 5 && $0.names.contains("d") })
        let values = plugin.values("a.b;x=y")
        #expect(values == values.sorted() && Set(values).count == values.count)
        #expect(plugin.names == ["a.b;x=y", "c", "d"] && plugin.count("exec.refused") == 0)
        #expect(plugin.readings.allSatisfy { $0.metric.kind == .gauge || $0.metric.name.base.hasPrefix("exec.") })
        #expect(plugin.log.all == [])
    }

    @Test func aProgramThatIsRunEachInterval() async throws {
        let script = "echo run >> $1/runs; echo a $(date +%s) $(wc -l < $1/runs)"
        let plugin = try PluginAtWork(script: script, "interval: 1")
        #expect(try await plugin.holds { $0.values("a").count >= 3 })
        let values = plugin.values("a")
        #expect(values == values.sorted() && Set(values).count == values.count && plugin.log.all == [])
    }

    @Test func aRunThatGoesOnIsNotStartedTwice() async throws {
        let script = "echo run >> $1/runs; sleep 2.6; echo a $(date +%s) $(wc -l < $1/runs)"
        let plugin = try PluginAtWork(script: script, "interval: 1")
        #expect(try await plugin.holds { $0.values("a").count >= 1 })
        #expect(plugin.values("a") == [1])
        #expect(plugin.log.count("still runs when it is to be run again") == 1)
    }

    @Test func whatIsOldOrOfTheFutureIsRefused() async throws {
        let script = """
            now=$(date +%s)
            echo old $((now-700)) 1; echo new $((now-500)) 1; echo soon $((now+30)) 1; echo late $((now+90)) 1
            echo no; printf 'half 1'; sleep 100
            """
        let plugin = try PluginAtWork(script: script)
        #expect(try await plugin.holds { $0.count("exec.refused") == 3 && $0.names.contains("soon") })
        #expect(plugin.names == ["new", "soon"] && plugin.count("exec.lines") == 4)
        #expect(plugin.log.count("too old") == 1 && plugin.log.count("it is no sample: no") == 1)
    }

    @Test(arguments: ["interval: 0", "interval: 1"])
    func exitCode13MeansNeverAgain(item: String) async throws {
        let plugin = try PluginAtWork(script: "echo run >> $1/runs; exit 13", item)
        #expect(try await plugin.holds { $0.log.has("ended with 13: it is not started again") })
        // As long as several further starts would take.
        #expect(try await !plugin.holds(within: 2) { $0.lines("runs") > 1 })
    }

    @Test func aProgramThatEndsIsStartedAgainAfterPausesThatGrow() async throws {
        var limits = PluginAtWork.limits
        (limits.shortestPause, limits.longestPause) = (0.1, 0.4)
        let plugin = try PluginAtWork(script: "date +%s.%N >> $1/runs; exit 3", limits: limits)
        #expect(try await plugin.holds { $0.lines("runs") >= 5 })
        let starts = try plugin.folder.text("runs").split(separator: "\n").compactMap { Double($0) }
        let pauses = zip(starts.dropFirst(), starts).map { $0 - $1 }
        for (pause, least) in zip(pauses, [0.1, 0.2, 0.4, 0.4]) { #expect(pause >= least * 0.9, "\(pauses)") }
        #expect(plugin.log.count("ended with 3") == 1)
    }

    @Test func aProgramThatIsNotThereDisturbsNothing() async throws {
        let plugin = try PluginAtWork("command: /nowhere/at-all, interval: 0")
        #expect(try await plugin.holds { $0.log.has("cannot start /nowhere/at-all: No such file or directory") })
        #expect(try await !plugin.holds(within: 1) { $0.log.all.count > 1 })
    }

    @Test func aRunThatHangsIsTermedThenKilledWithAllThatItStarted() async throws {
        let script = """
            trap '' TERM
            sh -c 'trap "" TERM; echo $$ >> '$1'/inner; while :; do sleep 1; done' &
            echo $$ >> $1/outer
            while :; do sleep 1; done
            """
        let plugin = try PluginAtWork(script: script, "interval: 1h, timeout: 1")
        #expect(try await plugin.holds { $0.number("inner") != nil && $0.number("outer") != nil })
        let processes = try [#require(plugin.number("inner")), #require(plugin.number("outer"))]
        #expect(processes.allSatisfy(PluginAtWork.runs))
        #expect(try await plugin.holds { _ in !processes.contains(where: PluginAtWork.runs) })
        #expect(plugin.log.count("takes longer than 1 s") == 1 && plugin.lines("outer") == 1)
    }

    @Test func whatAProgramLeavesBehindIsEnded() async throws {
        let plugin = try PluginAtWork(script: "sleep 1000 & echo $! > $1/left; echo a $(date +%s) 1", "interval: 1h")
        #expect(try await plugin.holds { $0.number("left") != nil && $0.names == ["a"] })
        let left = try #require(plugin.number("left"))
        #expect(try await plugin.holds { _ in !PluginAtWork.runs(left) })
        #expect(plugin.log.all == [])
    }

    @Test func silenceIsEnded() async throws {
        var limits = PluginAtWork.limits
        limits.silence = 0.5
        let plugin = try PluginAtWork(script: "echo run >> $1/runs; echo a $(date +%s) 1; sleep 1000", limits: limits)
        #expect(try await plugin.holds { $0.lines("runs") >= 3 })
        #expect(plugin.log.count("printed nothing") == 1)
    }

    @Test func itsEndIsTheEndOfItsPrograms() async throws {
        let script = "trap '' TERM; echo $$ > $1/pid; sleep 1000 & echo $! > $1/inner; while :; do sleep 1; done"
        let plugin = try PluginAtWork(script: script)
        #expect(try await plugin.holds { $0.number("pid") != nil && $0.number("inner") != nil })
        let processes = try [#require(plugin.number("pid")), #require(plugin.number("inner"))]
        let start = ContinuousClock.now
        plugin.end()
        #expect(!processes.contains(where: PluginAtWork.runs) && ContinuousClock.now - start < .seconds(5))
    }

    @Test func aProgramGetsNothingOfTheAgents() async throws {
        let secret = open("/dev/zero", O_RDONLY)
        defer { close(secret) }
        setenv("ROGUE_TEST_SECRET", "x", 1)
        let script = """
            ls /proc/self/fd > $1/fds; env > $1/env; grep SigIgn /proc/self/status > $1/ignored
            read line || echo end > $1/stdin; echo a $(date +%s) 1
            """
        let plugin = try PluginAtWork(script: script, "interval: 1h")
        #expect(try await plugin.holds { $0.names == ["a"] })
        // The fourth is the folder that ls reads.
        #expect(try plugin.folder.text("fds").split(separator: "\n") == ["0", "1", "2", "3"])
        #expect(try !plugin.folder.text("env").contains("SECRET") && plugin.folder.text("stdin") == "end\n")
        let ignored = try #require(plugin.folder.text("ignored").split(whereSeparator: \.isWhitespace).last)
        // 32 and 33 are glibc's own, and it leaves them ignored.
        #expect(UInt64(ignored, radix: 16).map { $0 & ~0x1_8000_0000 } == 0)
    }
}
