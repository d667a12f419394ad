import Glibc
import Rogue
import RogueTestSupport
import Testing

@testable import RogueDestinations

@Suite(.timeLimit(.minutes(1)))
struct SinkProgramTests {
    private let directory: TemporaryDirectory
    private let many = (1...40_000).map { Sample(MetricName("some.metric"), Timestamp($0), Double($0) / 3) }

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// The URL of a script that is this text.
    private func sink(_ script: String, _ query: String = "format=csv") throws -> String {
        let path = directory.file("sink")
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o755)
        try #require(file >= 0)
        let text = Array("#!/bin/sh\n\(script)\n".utf8)
        try #require(write(file, text, text.count) == text.count)
        close(file)
        return "exec:\(path)?\(query)"
    }

    private func send(_ url: String, _ samples: [Sample]? = nil, timeout: Int = 20) async throws -> Outcome {
        try await Destinations.make(url, options: DestinationOptions(timeout: timeout, host: "h"))
            .send((samples ?? many)[...])
    }

    private func content(_ name: String) throws -> String {
        try RogueDestinationsTests.content(of: directory.file(name))
    }

    /// Whether a process is there and no zombie: proc(5).
    private func isLiving(_ pid: Substring) -> Bool {
        guard let text = try? RogueDestinationsTests.content(of: "/proc/\(pid)/stat") else { return false }
        return text.split(separator: ") ").last?.first != "Z"
    }

    @Test func itReadsAllWithItsArguments() async throws {
        let url = try sink("echo \"$@\" >'\(directory.file("args"))'; exec cat >'\(directory.file("out"))'")
        #expect(try await send(url + "&args=--fast%20x") == .delivered)
        #expect(try content("args") == "--fast x\n")
        #expect(try content("out") == many.map { "some.metric,\($0.value),\($0.time)\r\n" }.joined())
    }

    @Test(arguments: [
        ("cat >/dev/null; exit 3", "it ended with status 3"),
        ("cat >/dev/null; kill -9 $$", "it was ended by signal 9"),
        ("exit 0", "it ended before it had read everything"),
        ("head -n1 >/dev/null", "it ended before it had read everything"),
    ])
    func whatIsNoDelivery(_ script: String, _ reason: String) async throws {
        #expect(try await send(sink(script)) == .unavailable(reason))
    }

    @Test func whatFitsIntoThePipeHasToBeReadToo() async throws {
        let outcome = try await send(sink("exit 0"), Array(many.prefix(3)))
        #expect(outcome == .unavailable("it ended before it had read everything"))
    }

    @Test(arguments: ["cat >/dev/null; sleep 60 & echo $!; wait", "trap '' TERM; echo $$; while :; do sleep 1; done"])
    func whatTakesTooLongIsEnded(_ script: String) async throws {
        let mark = directory.file("pids")
        let reason = try await send(sink("exec >'\(mark)'; echo $$; \(script)"), timeout: 1).unavailability
        #expect(reason == "it did not end within 1 s" || reason == "it did not read within 1 s")
        // The whole group has gone, as soon as the kernel has got round to it.
        let pids = try content("pids").split(separator: "\n")
        #expect(pids.count == 2)
        let deadline = ContinuousClock.now + .seconds(20)
        while pids.contains(where: isLiving), ContinuousClock.now < deadline { await Task.yield() }
        #expect(!pids.contains(where: isLiving))
    }

    @Test func aProgramThatIsNotThere() async throws {
        let outcome = try await send("exec:/nonexistent/sink")
        #expect(outcome == .unavailable("cannot start /nonexistent/sink: No such file or directory"))
    }

    @Test func nothingIsNoRun() async throws {
        let url = try sink("touch '\(directory.file("ran"))'")
        #expect(try await send(url, []) == .delivered)
        #expect(try await send(url, [Sample(MetricName("m"), Timestamp(1), .nan)]) == .delivered)
        #expect(access(directory.file("ran"), F_OK) != 0)
    }
}
