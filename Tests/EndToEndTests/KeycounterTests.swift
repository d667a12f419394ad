import Foundation
import RogueTestSupport
import Testing

/// rogue-keycounter as it is built.
@Suite struct KeycounterTests {
    private static let origin = 1_795_219_680
    private let prefix: TemporaryDirectory
    private let folder: TemporaryDirectory

    init() throws {
        (prefix, folder) = (try TemporaryDirectory(), try TemporaryDirectory())
    }

    private func run(_ arguments: String...) async throws -> Program.Result {
        try await Program.runToEnd("rogue-keycounter", ["--prefix", prefix.path] + arguments)
    }

    private func recording(_ codes: [UInt16]) -> [UInt8] {
        KeyRecording(at: Self.origin).typing(codes).typing(codes, at: 45_000).bytes
    }

    @Test(.timeLimit(.minutes(2)))
    func aRecordingIsCountedToItsEnd() async throws {
        let path = try folder.write(recording([30, 48, 46]), to: "recording")
        let result = try await run("--stream", path)
        #expect(result.status == 0, "\(result.errors)")
        let lines = try prefix.text("keys.state").split(separator: "\n").map(String.init)
        #expect(
            lines.dropLast() == [
                "rogue-keys 1 59840656",
                "1795219680 3 2 400000 2 240000 3 240000",
                "1795219710 3 2 400000 2 240000 3 240000",
            ]
        )
    }

    /// Streams that differ in nothing but their keys are the same to it, in the file and in the log.
    @Test(.timeLimit(.minutes(2)))
    func noKeyLeavesIt() async throws {
        var (files, logs): (Set<[UInt8]>, Set<String>) = ([], [])
        for (index, codes) in [[30, 48, 46, 32], [16, 50, 2, 57], [183, 111, 44, 100]].enumerated() {
            let prefix = folder.file("prefix")
            let path = try folder.write(recording(codes.map(UInt16.init)), to: "recording")
            let arguments = ["--prefix", prefix, "--stream", path, "--log-level", "trace"]
            let result = try await Program.runToEnd("rogue-keycounter", arguments)
            #expect(result.status == 0 && result.output.isEmpty, "\(index): \(result.errors)")
            files.insert(try folder.read("prefix/keys.state"))
            logs.insert(result.errors.replacing(#/(?m)^[^ ]*T[^ ]* /#, with: ""))
            #expect(try folder.names() == ["prefix", "recording"])
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: prefix).sorted() == ["keys.lock", "keys.state"]
            )
            try FileManager.default.removeItem(atPath: prefix)
        }
        #expect(files.count == 1 && logs.count == 1, "\(logs)")
    }

    @Test(.timeLimit(.minutes(2)), arguments: [SIGTERM, SIGINT])
    func aSignalWritesTheLastBucket(signal: Int32) async throws {
        let path = folder.file("fifo")
        try #require(mkfifo(path, 0o600) == 0)
        let program = try Program("rogue-keycounter", ["--prefix", prefix.path, "--stream", path])
        try await Patience.until("its start") { program.errorsSoFar.contains("started") }
        let writer = open(path, O_WRONLY)
        defer { close(writer) }
        let bytes = KeyRecording(at: Self.origin).typing([30, 48]).key(46, 1, at: 31_000).bytes
        #expect(write(writer, bytes, bytes.count) == bytes.count)
        // The first bucket is there as soon as the second has begun.
        try await Patience.until("the first bucket") {
            (try? prefix.text("keys.state"))?.contains("1795219680 2") == true
        }
        #expect(try !prefix.text("keys.state").contains("1795219710"))
        let other = try await run("--stream", path)
        #expect(other.status == 1 && other.errorLines.count == 1)
        #expect(other.errors.contains("another rogue-keycounter is at work there"), "\(other.errors)")
        program.signal(signal)
        let result = try await program.end(within: 30)
        #expect(result.status == 0 && !result.wasKilled, "\(result.errors)")
        #expect(try prefix.text("keys.state").contains("\n1795219710 1 0 0 0 0 0 0\n"))
    }

    @Test(.timeLimit(.minutes(2)))
    func withoutADeviceItEndsWithOneLine() async throws {
        let result = try await run("--input", folder.path)
        #expect(result.status == 1 && result.output.isEmpty)
        #expect(
            result.errors
                == "rogue-keycounter: cannot find a keyboard in \(folder.path): no device event… has letters\n"
        )
        #expect(try prefix.names() == [])
        let usage = try await run("--stream", "-", "--device", "/dev/input/event0")
        #expect(usage.status == 64 && usage.errorLines.count == 1)
    }

    /// As a user who is in no group; only root can become one.
    @Test(.timeLimit(.minutes(2)), .enabled(if: getuid() == 0, "only root can become another user"))
    func withoutTheRightItNamesTheGroup() async throws {
        try folder.write([], to: "event3")
        let group = try #require(getgrnam("tty"))
        #expect(chmod(folder.path, 0o755) == 0 && chmod(folder.file("event3"), 0o640) == 0)
        #expect(chown(folder.file("event3"), 0, group.pointee.gr_gid) == 0)
        // A copy, for the checkout may be in a folder that others cannot enter.
        let copy = folder.file("keycounter")
        // Not by this process: what it has open for writing another test's child may have inherited, and then it is busy.
        try await Program.runToEnd("/bin/cp", [Program.folder + "/rogue-keycounter", copy])
        for choice in [["--input", folder.path], ["--device", folder.file("event3")]] {
            let user = ["--reuid=65534", "--regid=65534", "--clear-groups", copy, "--prefix", prefix.path]
            let result = try await Program.runToEnd("/usr/bin/setpriv", user + choice)
            #expect(result.status == 1)
            let reason = "Permission denied: add this user to the group 'tty'"
            #expect(result.errors == "rogue-keycounter: cannot open \(folder.file("event3")): \(reason)\n")
        }
    }

    /// Killed again and again while it writes: what is there is a whole file.
    @Test(.timeLimit(.minutes(5)))
    func killsLeaveAWholeFile() async throws {
        let hours = (0..<2_000).reduce(KeyRecording(at: Self.origin)) { $0.key(30, 1, at: $1 * 30_000) }
        let path = folder.file("fifo")
        try #require(mkfifo(path, 0o600) == 0)
        for round in 0..<10 {
            let program = try Program("rogue-keycounter", ["--prefix", prefix.path, "--stream", path])
            try await Patience.until("its start") { program.errorsSoFar.contains("started") }
            let writer = open(path, O_WRONLY)
            defer { close(writer) }
            let part = hours.bytes.prefix(48 * (100 + 190 * round))
            for start in stride(from: 0, to: part.count, by: 48) {
                let piece = Array(part[start..<min(start + 48, part.count)])
                _ = write(writer, piece, piece.count)
            }
            program.signal(SIGKILL)
            #expect(try await program.end().wasKilled)
            #expect(!program.errorsSoFar.contains("begun anew"), "\(program.errorsSoFar)")
        }
        let last = try await run("--stream", "/dev/null")
        #expect(last.status == 0 && !last.errors.contains("begun anew"), "\(last.errors)")
    }
}
